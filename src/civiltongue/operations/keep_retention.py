"""Keep to the policy's retention: drop what has been kept for long enough."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from civiltongue.domain.thread import Site, Status
from civiltongue.operations.house import House
from civiltongue.storage import inquiries, names, news, notices, retention, sites, suggestions, traces
from civiltongue.storage.database import Connection

BATCH = 500
"""How many texts are emptied in one transaction."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """How much was dropped on a site."""

    texts: int = 0
    reports: int = 0
    letters: int = 0
    hashes: int = 0
    expired: int = 0
    suggestions: int = 0


def keep_retention(house: House, site: Site) -> Dropped:
    """Drop what the site's policy keeps no longer; rulings, reasons and the audit log stay."""
    now = house.clock()
    with house.database.read() as connection:
        days = house.in_force(connection, site.id).policy.retention

    def drop(work: Callable[[Connection], int]) -> int:
        return house.database.write(work)

    texts = _blank(house, site, Status.REJECTED, days.rejected_text)
    texts += _blank(house, site, Status.HELD, days.held_text)
    drop(lambda c: notices.empty(c, site.id, before=now - timedelta(days=days.reports)))
    drop(lambda c: inquiries.empty(c, site.id, before=now - timedelta(days=days.reports)))
    drop(lambda c: news.forget(c, site.id, before=now - timedelta(days=days.mail)))
    drop(lambda c: names.release(c, site.id, now=now))
    drop(lambda c: traces.drop(c, site.id, before=now - timedelta(days=days.address_hashes)))
    return Dropped(
        texts=texts,
        reports=drop(
            lambda c: retention.blank_reports(c, site.id, before=now - timedelta(days=days.reports))
        ),
        letters=drop(lambda c: retention.drop_letters(c, site.id, before=now - timedelta(days=days.mail))),
        hashes=drop(
            lambda c: retention.drop_buckets(c, site.id, before=now - timedelta(days=days.address_hashes))
        ),
        expired=drop(lambda c: retention.drop_expired(c, site.id, before=now - timedelta(days=30))),
        suggestions=drop(
            lambda c: suggestions.drop(c, site.id, before=now - timedelta(days=days.suggestions))
        ),
    )


def keep_retention_everywhere(house: House) -> None:
    """Keep to the retention of every site."""
    with house.database.read() as connection:
        every = [site for site in sites.every(connection) if sites.policy_version(connection, site.id)]
    for site in every:
        keep_retention(house, site)


def _blank(house: House, site: Site, status: Status, days: int) -> int:
    before = house.clock() - timedelta(days=days)
    total = 0
    while True:
        done = house.database.write(
            lambda connection: retention.blank_texts(connection, site.id, status, before=before, most=BATCH)
        )
        total += done
        if done < BATCH:
            return total
