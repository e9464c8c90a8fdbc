"""What keeps requests from counting twice or coming too often: tokens, keys and buckets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.insertion import insert_unless_present

_tokens, _keys, _buckets = schema.used_tokens, schema.idempotency, schema.buckets

_USE_TOKEN = insert(_tokens)
_ANSWER_TO = select(_keys.c.request_hash, _keys.c.answer).where(
    _keys.c.site_id == bindparam("of_site"),
    _keys.c.actor == bindparam("of_actor"),
    _keys.c.key == bindparam("of_key"),
)
_KEEP_ANSWER = insert(_keys)
_LOOK_INTO = (
    select(_buckets.c.key, _buckets.c.tokens, _buckets.c.updated_at)
    .where(
        _buckets.c.site_id == bindparam("of_site"),
        _buckets.c.key.in_(bindparam("of_keys", expanding=True)),
    )
    .order_by(_buckets.c.key)
    .with_for_update()
)
_LEAVE = update(_buckets).where(
    _buckets.c.site_id == bindparam("of_site"), _buckets.c.key == bindparam("of_key")
)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of tokens: what it holds when it is full, and how fast it fills."""

    key: str
    capacity: float
    per_second: float


def use_token(connection: Connection, site_id: str, token: str, at: datetime) -> None:
    """Record that a signed token was used; the write raises Duplicate where it was before."""
    connection.execute(_USE_TOKEN, {"site_id": site_id, "token": token, "used_at": at})


def is_used(connection: Connection, site_id: str, token: str) -> bool:
    """Say whether a signed token was used."""
    query = select(_tokens.c.token).where(_tokens.c.site_id == site_id, _tokens.c.token == token)
    return connection.execute(query).first() is not None


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
    return draw_each(connection, site_id, [Bucket(key, capacity, per_second)], now=now)


def draw_each(connection: Connection, site_id: str, buckets: Sequence[Bucket], *, now: datetime) -> float:
    """Take one token out of each bucket, or none at all where one of them is empty.

    Returns for how many seconds the emptiest lacks one, 0.0 where all had one.
    """
    tokens = _filled(connection, site_id, buckets, now)
    wait = max((1.0 - tokens[bucket.key]) / bucket.per_second for bucket in buckets)
    if wait > 0.0:
        return wait
    left = [
        {"of_site": site_id, "of_key": key, "tokens": level - 1.0, "updated_at": now}
        for key, level in sorted(tokens.items())
    ]
    connection.execute(_LEAVE, left)
    return 0.0


def take(
    connection: Connection, site_id: str, bucket: Bucket, *, most: int, now: datetime
) -> tuple[int, float]:
    """Take up to so many tokens out of a bucket.

    Returns how many there were, and where there was none the seconds to wait for one.
    """
    level = _filled(connection, site_id, [bucket], now)[bucket.key]
    taken = min(most, int(level))
    if taken == 0:
        return 0, (1.0 - level) / bucket.per_second
    left = {"of_site": site_id, "of_key": bucket.key, "tokens": level - taken, "updated_at": now}
    connection.execute(_LEAVE, left)
    return taken, 0.0


def _filled(
    connection: Connection, site_id: str, buckets: Sequence[Bucket], now: datetime
) -> dict[str, float]:
    """Return what each bucket holds now, locked."""
    levels = _levels(connection, site_id, buckets, now)
    tokens = {}
    for bucket in buckets:
        level, updated_at = levels[bucket.key]
        elapsed = max((now - updated_at).total_seconds(), 0.0)
        tokens[bucket.key] = min(bucket.capacity, level + elapsed * bucket.per_second)
    return tokens


def _levels(
    connection: Connection, site_id: str, buckets: Sequence[Bucket], now: datetime
) -> dict[str, tuple[float, datetime]]:
    """Return each bucket's tokens and when they were counted, locked; new buckets are full.

    Everybody locks in the order of the keys, so that nobody waits for one who waits for them.
    """
    known = {"of_site": site_id, "of_keys": [bucket.key for bucket in buckets]}
    levels = {row.key: (row.tokens, row.updated_at) for row in connection.execute(_LOOK_INTO, known)}
    if len(levels) == len(buckets):
        return levels
    for bucket in sorted(buckets, key=lambda bucket: bucket.key):
        insert_unless_present(
            connection,
            _buckets,
            site_id=site_id,
            key=bucket.key,
            tokens=float(bucket.capacity),
            updated_at=now,
        )
    return {row.key: (row.tokens, row.updated_at) for row in connection.execute(_LOOK_INTO, known)}
