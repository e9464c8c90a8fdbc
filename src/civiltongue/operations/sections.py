"""What the sections mean that a moderator is limited to: which moves, stories and authors are theirs."""

from civiltongue.domain.moderation import OF_THE_WHOLE_SITE, Move, may
from civiltongue.domain.thread import Site
from civiltongue.errors import NotFound, NotPermitted
from civiltongue.storage import comments, people
from civiltongue.storage.database import Connection
from civiltongue.storage.moderators import Moderator


def check_move(moderator: Moderator, move: Move) -> None:
    """Refuse a move that the role does not permit, or that reaches beyond sections; raises NotPermitted."""
    if not may(moderator.role, move):
        raise NotPermitted(
            f"Your role here, {moderator.role.value}, does not permit this ({move.value}).",
            where="role",
            hint="Ask an administrator of the site.",
        )
    if move in OF_THE_WHOLE_SITE:
        check_whole_site(moderator)


def check_whole_site(moderator: Moderator) -> None:
    """Refuse somebody who is limited to sections what is of no section; raises NotPermitted."""
    if moderator.sections:
        raise NotPermitted("This is of the whole site, and you see some sections.", where="section")


def check_address(moderator: Moderator, url: str) -> None:
    """Refuse a story's address outside of the moderator's sections; raises NotPermitted."""
    if not moderator.sees(url):
        raise NotPermitted("This story is in another section than yours.", where="section")


def check_comment(connection: Connection, moderator: Moderator, comment_id: str) -> None:
    """Refuse a comment outside of the moderator's sections; raises NotPermitted and NotFound."""
    if not moderator.sections:
        return
    url = comments.story_url(connection, moderator.site_id, comment_id)
    if url is None:
        raise NotFound("There is no such comment.", where="comment")
    check_address(moderator, url)


def sees_comment(connection: Connection, moderator: Moderator, comment_id: str) -> bool:
    """Say whether a comment is there, and stands in the moderator's sections."""
    url = comments.story_url(connection, moderator.site_id, comment_id)
    return url is not None and moderator.sees(url)


def check_author(connection: Connection, site: Site, moderator: Moderator, author_id: str) -> None:
    """Refuse an author who never wrote in the moderator's sections; raises NotFound."""
    places = places_of(site, moderator)
    if places is not None and not people.wrote_in(connection, site.id, author_id, places):
        raise NotFound("There is no such author.", where="author")


def places_of(site: Site, moderator: Moderator) -> tuple[str, ...] | None:
    """Return how the URLs of the moderator's stories begin, None where they see every story."""
    if not moderator.sections:
        return None
    return tuple(
        f"{origin}{section.rstrip('/')}" for origin in site.origins for section in moderator.sections
    )
