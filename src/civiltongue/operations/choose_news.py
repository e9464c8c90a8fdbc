"""Choose when to be told of replies and decisions: at once, once a day, or never."""

from civiltongue.domain.audit import Event
from civiltongue.domain.news import NewsChoice
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import news
from civiltongue.storage.database import Connection


def choose_news(house: House, site: Site, author: Author, choice: str) -> None:
    """Record what an author wants, one of the words of :class:`NewsChoice`; raises BadInput for any other."""
    if choice not in set(NewsChoice):
        raise BadInput("Say when you want to be told.", where="news", hint="Choose one of the three.")
    chosen = NewsChoice(choice)

    def work(connection: Connection) -> None:
        if news.choice(connection, site.id, author.id) is chosen:
            return
        news.choose(connection, site.id, author.id, chosen, at=house.clock())
        record(
            house,
            connection,
            site.id,
            Event.AUTHOR_LETTERS,
            actor=f"author:{author.id}",
            subject=author.id,
            ended=str(chosen is NewsChoice.NEVER).lower(),
            news=chosen.value,
        )

    house.database.write(work)
