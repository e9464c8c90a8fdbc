"""Who is asking at the desk, and whether their role permits the move."""

from dataclasses import dataclass

from civiltongue.domain.moderation import Move, may
from civiltongue.domain.thread import Site, Thread
from civiltongue.errors import NotPermitted, NotSignedIn
from civiltongue.operations import sections
from civiltongue.operations.desk_session import who_is_at_desk
from civiltongue.operations.house import House
from civiltongue.storage.moderators import Moderator
from civiltongue.web.pages.forms import read_pairs
from civiltongue.web.sessions import (
    DESK_COOKIE,
    Asked,
    check_form,
    desk_form_token,
    house_of,
    site_of,
)

MOST_FIELDS = 400
"""How many fields a form of the desk may have: many comments can be marked at once."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A moderator at the desk of a site."""

    house: House
    site: Site
    moderator: Moderator

    @property
    def by(self) -> str:
        """Return how the moderator stands in the record."""
        return f"moderator:{self.moderator.id}"

    @property
    def path(self) -> str:
        """Return what the paths of the site's desk begin with."""
        return f"/desk/{self.site.name}"

    @property
    def places(self) -> tuple[str, ...] | None:
        """Return how the URLs of the moderator's stories begin, None where they see every story."""
        return sections.places_of(self.site, self.moderator)

    def may(self, move: Move) -> bool:
        """Say whether the moderator's role and sections permit a move."""
        return may(self.moderator.role, move, sections=self.moderator.sections)

    def may_policy(self, word: str) -> bool:
        """Say whether the moderator's role permits the move of a word, for templates."""
        return self.may(Move(word))

    def check(self, move: Move) -> None:
        """Refuse a move that the role or the sections do not permit; raises NotPermitted."""
        sections.check_move(self.moderator, move)

    def check_story(self, story: Thread) -> None:
        """Refuse a story outside of the moderator's sections; raises NotPermitted."""
        self.check_address(story.url)

    def check_address(self, url: str) -> None:
        """Refuse a story's address outside of the moderator's sections; raises NotPermitted."""
        sections.check_address(self.moderator, url)

    def check_comment(self, comment_id: str) -> None:
        """Refuse a comment outside of the moderator's sections; raises NotPermitted and NotFound."""
        with self.house.database.read() as connection:
            sections.check_comment(connection, self.moderator, comment_id)


class Form(dict[str, str]):
    """The fields of a form of the desk, the last of each name; ``every`` gives all of a name."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def every(self, name: str) -> list[str]:
        """Return all values of a name, in their order."""
        return [value for key, value in self._pairs if key == name]


def asking_desk(request: Asked, site: str, move: Move) -> Desk:
    """Return who is asking at the desk of a site, for a move.

    Raises NotSignedIn, which leads a person to signing in, and NotPermitted for another site's
    moderator, or where the role or the sections do not permit the move.
    """
    token = request.cookies.get(DESK_COOKIE, "")
    if not token:
        raise NotSignedIn("You are not signed in at the desk.", hint="Sign in first.")
    house = house_of(request)
    moderator = who_is_at_desk(house, token)
    of = site_of(request, site)
    if moderator.site_id != of.id:
        raise NotPermitted("You are signed in at another site's desk.", where="site", hint="Sign out first.")
    desk = Desk(house, of, moderator)
    desk.check(move)
    return desk


def read_desk_form(request: Asked, body: bytes) -> Form:
    """Return the fields of a form that a page of the desk sent; raises BadInput and NotPermitted."""
    form = Form(read_pairs(request, body, most=MOST_FIELDS))
    check_form(request, form.get("form", ""), expected=desk_form_token(request))
    return form
