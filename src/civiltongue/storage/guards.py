"""What keeps requests from counting twice or coming too often: tokens, keys and buckets."""

from datetime import datetime

from sqlalchemy import insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.insertion import insert_unless_present

_tokens, _keys, _buckets = schema.used_tokens, schema.idempotency, schema.buckets


def use_token(connection: Connection, site_id: str, token: str, at: datetime) -> None:
    """Record that a signed token was used; the write raises Duplicate where it was before."""
    connection.execute(insert(_tokens), {"site_id": site_id, "token": token, "used_at": at})


def answer_to(connection: Connection, site_id: str, actor: str, key: str) -> tuple[str, bytes] | None:
    """Return the hash of the request that came with an idempotency key, and what was answered."""
    row = connection.execute(
        select(_keys.c.request_hash, _keys.c.answer).where(
            _keys.c.site_id == site_id, _keys.c.actor == actor, _keys.c.key == key
        )
    ).one_or_none()
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
        insert(_keys),
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
    row = connection.execute(
        select(_buckets.c.tokens, _buckets.c.updated_at)
        .where(_buckets.c.site_id == site_id, _buckets.c.key == key)
        .with_for_update()
    ).one()
    elapsed = max((now - row.updated_at).total_seconds(), 0.0)
    tokens: float = min(capacity, row.tokens + elapsed * per_second)
    if tokens < 1.0:
        return (1.0 - tokens) / per_second
    connection.execute(
        update(_buckets)
        .where(_buckets.c.site_id == site_id, _buckets.c.key == key)
        .values(tokens=tokens - 1.0, updated_at=now)
    )
    return 0.0
