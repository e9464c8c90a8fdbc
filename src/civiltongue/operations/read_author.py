"""Read everything that a moderator must know of an author."""

from dataclasses import dataclass
from datetime import datetime

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RecordedRuling
from civiltongue.domain.standing import Sanction, Strike
from civiltongue.domain.thread import Author, Site
from civiltongue.engine.ladder import Rung, rung
from civiltongue.errors import NotFound
from civiltongue.operations.house import House
from civiltongue.operations.weigh_reports import ReporterRecord, read_reporter
from civiltongue.storage import authors, notes, people, rulings, violations
from civiltongue.storage.notes import Note
from civiltongue.storage.violations import Entered

MOST = 50
"""How many decisions and notes are read, the newest."""


@dataclass(frozen=True, slots=True)
class AuthorFile:
    """What is on record of an author, the newest first, also as one who reports.

    ``sanctions`` are with who imposed each. ``entered`` are violations that no comment was rejected for.
    """

    author: Author
    policy: Policy
    published: int
    rulings: tuple[RecordedRuling, ...]
    strikes: tuple[Strike, ...]
    rung: Rung | None
    sanctions: tuple[tuple[Sanction, str], ...]
    notes: tuple[Note, ...]
    entered: tuple[Entered, ...]
    reporter: ReporterRecord
    read_at: datetime


def read_author(
    house: House, site: Site, author_id: str, *, places: tuple[str, ...] | None = None
) -> AuthorFile:
    """Return what is on record of an author; raises NotFound.

    ``places`` are beginnings of stories' URLs: an author who never wrote there is not found, and decisions
    and notes about comments elsewhere are left out.
    """
    now = house.clock()
    with house.database.read() as connection:
        author = authors.get(connection, site.id, author_id)
        if author is None or not (places is None or people.wrote_in(connection, site.id, author_id, places)):
            raise NotFound("There is no such author.", where="author")
        policy = house.in_force(connection, site.id).policy
        strikes = policy.strikes(violations.of_author(connection, site.id, author_id))
        sanctions = authors.sanctions(connection, site.id, author_id)
        return AuthorFile(
            author=author,
            policy=policy,
            published=authors.published(connection, site.id, author_id),
            rulings=tuple(rulings.about_author(connection, site.id, author_id, most=MOST, places=places)),
            strikes=tuple(sorted(strikes, key=lambda strike: strike.at, reverse=True)),
            rung=rung(strikes, policy.ladder, now=now) if policy.ladder else None,
            sanctions=tuple(
                (sanction, authors.imposed_by(connection, site.id, sanction.id) or "")
                for sanction in reversed(sanctions)
            ),
            notes=tuple(notes.about(connection, site.id, author_id, most=MOST, places=places)),
            entered=tuple(reversed(violations.entered(connection, site.id, author_id))),
            reporter=read_reporter(connection, policy, site.id, author_id),
            read_at=now,
        )
