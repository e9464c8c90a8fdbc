"""Withheld names and legal holds: for moderators with the right, each look on record."""

from litestar import Response
from litestar.params import FromPath, JSONBody

from civiltongue.domain.thread import Site
from civiltongue.operations.hold_author import hold_author, release_author
from civiltongue.operations.sections import check_author
from civiltongue.operations.withhold_name import release_name, see_identity, withhold_name
from civiltongue.storage import authors
from civiltongue.storage.moderators import Moderator
from civiltongue.web import bodies, people_schemas, schemas
from civiltongue.web.names import shown_name
from civiltongue.web.sessions import Asked, asking_moderator, house_of, site_owning


def put_identity(
    request: Asked, author: FromPath[str], data: JSONBody[bodies.IdentityIn]
) -> schemas.AuthorOut:
    """Show an author under a pseudonym from now on; the names so far are sealed."""
    house = house_of(request)
    of, moderator = _asking(request, author)
    shown = withhold_name(house, of, author, pseudonym=data.pseudonym, proof=data.proof, by=moderator)
    return schemas.AuthorOut(shown.id, shown_name(shown.name), ["withheld"])


def post_identity_look(request: Asked, author: FromPath[str]) -> Response[people_schemas.IdentityOut]:
    """Say who an author with a withheld name is; that this was asked is recorded."""
    house = house_of(request)
    of, moderator = _asking(request, author)
    seen = see_identity(house, of, author, by=moderator)
    told = seen.identity
    body = people_schemas.IdentityOut(told.name, told.former, told.proof, seen.verified_at)
    return Response(body, headers={"Cache-Control": "private, no-store"})


def delete_identity(request: Asked, author: FromPath[str]) -> None:
    """Forget who an author is; the pseudonym stays, without the mark."""
    house = house_of(request)
    of, moderator = _asking(request, author)
    release_name(house, of, author, by=moderator)


def put_hold(request: Asked, author: FromPath[str], data: JSONBody[bodies.HoldIn]) -> None:
    """Keep everything about an author from being erased."""
    house = house_of(request)
    of, moderator = _asking(request, author)
    hold_author(house, of, author, reference=data.reference, by=moderator)


def delete_hold(request: Asked, author: FromPath[str]) -> None:
    """End every legal hold on an author."""
    house = house_of(request)
    of, moderator = _asking(request, author)
    release_author(house, of, author, by=moderator)


def _asking(request: Asked, author: str) -> tuple[Site, Moderator]:
    """Return whose author this is, and who asks; an author who never wrote in their sections is not found."""
    of = site_owning(request, authors.site_of, author, what="author")
    moderator = asking_moderator(request, of)
    with house_of(request).database.read() as connection:
        check_author(connection, of, moderator, author)
    return of, moderator
