"""Keeping requests from coming too often: token buckets per address hash, account and site."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address
from math import ceil

from civiltongue.errors import TooManyRequests
from civiltongue.operations.house import House
from civiltongue.storage import guards
from civiltongue.storage.database import Connection

BURST = 6
"""A full bucket of comments holds a sixth of what an hour brings."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Allow ``capacity`` requests at once, and so many an hour in the long run."""

    capacity: int
    per_hour: float


REPORTS_PER_AUTHOR = Bucket(20, 60)
VOTES_PER_AUTHOR = Bucket(60, 240)
HANDOVERS_PER_ADDRESS = Bucket(30, 120)
LINKS_PER_ADDRESS = Bucket(10, 30)
NOTICES_PER_ADDRESS = Bucket(5, 10)
INQUIRIES_PER_ADDRESS = Bucket(3, 3)
SIGN_INS_PER_ADDRESS = Bucket(60, 240)
REFUSALS_PER_LINK = Bucket(3, 6)


def address_key(house: House, address: str) -> str:
    """Return a keyed hash of a network address, under a key that changes every day (UTC).

    Of an IPv6 address the first 64 bits count, which is what one connection is given.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return house.secrets.keyed_hash(f"address:{house.clock():%Y-%m-%d}", "unknown")
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        text = str(mapped) if mapped else str(IPv6Address(int(parsed) >> 64 << 64))
    else:
        text = str(parsed)
    return house.secrets.keyed_hash(f"address:{house.clock():%Y-%m-%d}", text)


def draw(connection: Connection, site_id: str, key: str, bucket: Bucket, *, now: datetime) -> None:
    """Take one from a bucket; raises TooManyRequests that says when to come back."""
    _draw_each(connection, site_id, {key: bucket}, now=now)


def _draw_each(connection: Connection, site_id: str, buckets: Mapping[str, Bucket], *, now: datetime) -> None:
    wait = guards.draw_each(
        connection,
        site_id,
        [
            guards.Bucket(key, capacity=float(bucket.capacity), per_second=bucket.per_hour / 3600)
            for key, bucket in buckets.items()
        ],
        now=now,
    )
    if wait > 0:
        seconds = max(1, ceil(wait))
        raise TooManyRequests(
            "That was too often in a short time.", retry_after=seconds, hint=f"Try again in {seconds} s."
        )


def draw_for_comment(
    connection: Connection, house: House, site_id: str, *, address: str, author_id: str
) -> None:
    """Take one from each bucket that guards the posting of comments, as the settings fill them."""
    settings = house.settings
    an_hour = {
        f"comment:address:{address}": settings.comments_per_hour_address,
        f"comment:author:{author_id}": settings.comments_per_hour_author,
        "comment:site": settings.comments_per_hour_site,
    }
    buckets = {key: Bucket(max(1, per_hour // BURST), per_hour) for key, per_hour in an_hour.items()}
    _draw_each(connection, site_id, buckets, now=house.clock())
