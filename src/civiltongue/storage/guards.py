"""What keeps requests from counting twice or coming too often: tokens, keys and buckets."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.insertion import insert_unless_present

_tokens, _keys, _buckets = schema.used_tokens, schema.idempotency, schema.buckets
_BUCKET = (_buckets.c.site_id == bindparam("of_site")) & (_buckets.c.key == bindparam("of_key"))

_USE_TOKEN = insert(_tokens)
_ANSWER_TO = select(_keys.c.request_hash, _keys.c.answer).where(
    _keys.c.site_id == bindparam("of_site"),
    _keys.c.actor == bindparam("of_actor"),
    _keys.c.key == bindparam("of_key"),
)
_KEEP_ANSWER = insert(_keys)
_LOOK_INTO = select(_buckets.c.tokens, _buckets.c.updated_at).where(_BUCKET).with_for_update()
_LEAVE = update(_buckets).where(_BUCKET)


def use_token(connection: Connection, site_id: str, token: str, at: datetime) -> None:
    """Record that a signed token was used; the write raises Duplicate where it was before."""
    connection.execute(_USE_TOKEN, {"site_id": site_id, "token": token, "used_at": at})


def answer_to(connection: Connection, site_id: str, actor: str, key: str) -> tuple[str, bytes] | None:
    """Return the hash of the request that came with an idempotency key, and what was answered."""
    known = {"of_site": site_id, "of_actor": actor, "of_key": key}
    row = connection.execute(_ANSWER_TO, known).one_or_none()
    return (row.request_hash, row.answer) if row else None


def keep_answer(
    connection: Connection,
    site_id: str,
    *,
    actor: str,
    key: str,
    request_hash: str,
    answer: bytes,
    at: datetime,
) -> None:
    """Keep an answer for its idempotency key; the write raises Duplicate where another request was first."""
    connection.execute(
        _KEEP_ANSWER,
        {
            "site_id": site_id,
            "actor": actor,
            "key": key,
            "request_hash": request_hash,
            "answer": answer,
            "created_at": at,
        },
    )


def draw(
    connection: Connection, site_id: str, key: str, *, capacity: float, per_second: float, now: datetime
) -> float:
    """Take one token out of a bucket; returns the seconds to wait, 0.0 where there was one."""
    insert_unless_present(
        connection, _buckets, site_id=site_id, key=key, tokens=float(capacity), updated_at=now
    )
    known = {"of_site": site_id, "of_key": key}
    row = connection.execute(_LOOK_INTO, known).one()
    elapsed = max((now - row.updated_at).total_seconds(), 0.0)
    tokens: float = min(capacity, row.tokens + elapsed * per_second)
    if tokens < 1.0:
        return (1.0 - tokens) / per_second
    connection.execute(_LEAVE, {**known, "tokens": tokens - 1.0, "updated_at": now})
    return 0.0
