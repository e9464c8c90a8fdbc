"""Who is asking: the session of a token with its author and its site, in one question."""

from sqlalchemy import bindparam, select

from civiltongue.domain.thread import Author, Site
from civiltongue.storage import schema
from civiltongue.storage.authors import as_author
from civiltongue.storage.database import Connection
from civiltongue.storage.sessions import Session, as_session
from civiltongue.storage.sites import as_site

_sessions, _authors, _sites, _origins = schema.sessions, schema.authors, schema.sites, schema.origins

_WITH_TOKEN = (
    select(
        _sessions,
        *(column.label(f"asker_{column.name}") for column in _authors.c),
        _sites.c.name.label("site_name"),
        _sites.c.created_at.label("site_created_at"),
        _origins.c.origin.label("site_origin"),
    )
    .join(_authors, _authors.c.id == _sessions.c.author_id)
    .join(_sites, _sites.c.id == _sessions.c.site_id)
    .outerjoin(_origins, _origins.c.site_id == _sites.c.id)
    .where(_sessions.c.token_hash == bindparam("of_token"))
    .order_by(_origins.c.origin)
)


def with_token(connection: Connection, token_hash: str) -> tuple[Session, Author, Site] | None:
    """Return the session of a token, whatever its state, with its author and its site."""
    rows = connection.execute(_WITH_TOKEN, {"of_token": token_hash}).all()
    if not rows:
        return None
    return as_session(rows[0]), as_author(rows[0], "asker_"), as_site(rows, "site_")
