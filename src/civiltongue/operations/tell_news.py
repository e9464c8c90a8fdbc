"""Write the letters that tell authors their news, at once or once a day, and keep back what is no longer true."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from civiltongue.domain.news import News, NewsChoice
from civiltongue.domain.standing import Standing
from civiltongue.operations.house import House
from civiltongue.operations.letters import word_news
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import authors, groups, news, outbox
from civiltongue.storage.database import Connection
from civiltongue.storage.news import Waiting
from civiltongue.storage.outbox import Letter

DAY = timedelta(days=1)


def tell_news(house: House) -> bool:
    """Write to everybody whose news is due; returns False, as there is no hurry for more.

    What came together goes into one letter. Who wants one a day gets it a day after the first thing that
    it tells. Letter and record of what it tells are one transaction, so nothing is told twice or lost.
    """
    with house.database.read() as connection:
        everybody = news.waiting(connection)
    now = house.clock()
    for one in everybody:
        if one.choice is not NewsChoice.DAILY or one.since + DAY <= now:
            _tell(house, one)
    return False


def keep_back(connection: Connection, letter: Letter, *, now: datetime) -> bool:
    """Take a letter out of the outbox where it tells what is no longer so; returns whether it did.

    What else it was to tell waits for the next one.
    """
    told = news.told_by(connection, letter.site_id, letter.id)
    if not told:
        return False
    choice = news.choice(connection, letter.site_id, told[0].author_id)
    if choice is not NewsChoice.NEVER and len(_true(connection, told, now)) == len(told):
        return False
    outbox.drop(connection, letter)
    news.release(connection, letter.site_id, letter.id)
    return True


def _tell(house: House, one: Waiting) -> None:
    whom = (one.site_id, one.author_id)

    def work(connection: Connection) -> None:
        authors.lock(connection, *whom)
        found, now = news.untold(connection, *whom), house.clock()
        wanted = news.choice(connection, *whom) in {NewsChoice.AT_ONCE, NewsChoice.DAILY}
        told = _true(connection, found, now) if wanted else []
        news.drop(connection, one.site_id, [item for item in found if item not in told])
        if not told:
            return
        policy = house.in_force(connection, one.site_id).policy
        letter = write_to_author(
            connection, house, whom, lambda: word_news(house, policy, told), at=now, as_news=True
        )
        if letter is None:
            news.drop(connection, one.site_id, told)
            return
        news.tell(connection, one.site_id, told, letter_id=letter.id)

    house.database.write(work)


def _true(connection: Connection, found: Sequence[News], now: datetime) -> list[News]:
    """Return what readers see, and nobody wrote who is barred."""
    barred = {
        by_id: _is_barred(connection, site_id, by_id, now)
        for site_id, by_id in sorted({(item.site_id, item.by_id) for item in found})
    }
    return [item for item in found if item.shown and (item.by_id == item.author_id or not barred[item.by_id])]


def _is_barred(connection: Connection, site_id: str, author_id: str, now: datetime) -> bool:
    own = authors.sanctions(connection, site_id, author_id)
    standing = Standing(sanctions=(*own, *groups.bans(connection, site_id, author_id)))
    return standing.sanction_in_force(now) is not None
