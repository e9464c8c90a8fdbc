"""Comments that other readers have written before, without a browser."""

from itertools import count

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.thread import AuthorKind
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.story import Story
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.operations.welcome_author import welcome_author
from tests.browser.newspaper import Newspaper

WHO = ("baker", "ferryman", "choir", "pilot", "librarian", "postwoman", "verger", "cooper", "diver", "vet")
DOES = ("walked past", "wrote about", "sketched", "paid for", "forgot", "mended", "sang of", "lit up")
WHAT = ("the east quay", "our ladder", "a tern's nest", "berth seven", "the winch", "every lamp")
_numbers = count(1)


def say(
    newspaper: Newspaper, name: str, text: str, *, story: str = "harbour-lamps", title: str = "Harbour lamps"
) -> Outcome:
    """Submit a comment by an author of this name, from an address that nobody else has."""
    site = newspaper.site
    house = site.living.house
    number = next(_numbers)
    author = welcome_author(
        house, site.site, name, kind=AuthorKind.ACCOUNT, email=f"crowd-{number}@example.com"
    )
    attempt = Attempt(
        author=author,
        source=text,
        draft=f"crowd-{number:06}",
        consent=site.version,
        address=f"crowd-{number}",
        story=Story(newspaper.url(story), story, StoryFacts(title)),
    )
    return submit_comment(house, site.site, attempt)


def fill_thread(newspaper: Newspaper, number: int) -> None:
    """Let so many readers say something, each a little different."""
    for index in range(number):
        who, does, what = WHO[index % 10], DOES[index // 10 % 8], WHAT[(index + index // 10) % 6]
        name = f"{who} of {('Saltmere', 'the Reach')[index % 2]} {'abcdefghijkl'[index // 10]}"
        outcome = say(newspaper, name.title(), f"No. {index + 1}: the {who} {does} {what}.")
        assert outcome.word == "published", outcome.ruling
