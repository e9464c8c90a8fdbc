"""Judge what was imported by the rules in force; nothing that is shown changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from civiltongue.domain.audit import Event
from civiltongue.domain.evidence import Signature, StoryFacts, Submission
from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Comment, Site
from civiltongue.operations.house import House, InForce
from civiltongue.operations.record import ENGINE, OPERATOR, record
from civiltongue.storage import advice, authors, comments, rulings, threads
from civiltongue.storage.database import Connection

BATCH = 100
"""How many rulings share one transaction."""

Progress = Callable[[int, int], None]
"""Told how many of how many comments are done."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What one version of the rules says of everything imported.

    ``judged`` counts the comments of this run; ``verdicts`` and ``reasons`` those of all runs.
    """

    policy_version: str
    judged: int
    verdicts: Mapping[Verdict, int]
    reasons: Mapping[tuple[str, Verdict], int]


def advise_imported(house: House, site: Site, *, progress: Progress | None = None) -> Advice:
    """Record an advisory ruling on every imported comment that lacks one of the version in force.

    Comments stay as they are until a moderator decides; nobody is told, and no strike is made. An
    interrupted run goes on where it stopped.
    """
    with house.database.read() as connection:
        in_force = house.in_force(connection, site.id)
        version = in_force.policy.version
        total = advice.count_unadvised(connection, site.id, version)
    judged, after = 0, ""
    while batch := _read(house, site, version=version, after=after):
        made = [(comment, _judge(house, in_force, submission)) for comment, submission in batch]
        judged += _write(house, site, made, version=version, after=after)
        after = batch[-1][0].id
        if progress is not None:
            progress(judged, total)
    with house.database.read() as connection:
        return Advice(
            policy_version=version,
            judged=judged,
            verdicts=advice.verdicts(connection, site.id, version),
            reasons=advice.reasons(connection, site.id, version),
        )


def _read(house: House, site: Site, *, version: str, after: str) -> list[tuple[Comment, Submission]]:
    with house.database.read() as connection:
        found = advice.unadvised(connection, site.id, version, after=after, most=BATCH)
        return [(comment, _submission(connection, site, comment)) for comment in found]


def _submission(connection: Connection, site: Site, comment: Comment) -> Submission:
    """Return what is known of an imported comment.

    Names of staff and of other authors are left out: whether somebody elsewhere was one of them is
    unknown, and everything that they ever wrote under their own name would look borrowed.
    """
    assert comment.revision_id is not None
    revision = comments.revision(connection, site.id, comment.revision_id)
    author = authors.get(connection, site.id, comment.author_id)
    thread = threads.get(connection, site.id, comment.thread_id)
    assert revision is not None
    assert author is not None
    assert thread is not None
    return Submission(
        text=revision.visible,
        links=revision.links,
        signature=Signature(author.name),
        story=thread.facts if thread.trusted else StoryFacts(title=thread.facts.title),
        reply_to=_replied_to(connection, site, comment),
    )


def _replied_to(connection: Connection, site: Site, comment: Comment) -> str | None:
    parent = comments.get(connection, site.id, comment.parent_id) if comment.parent_id else None
    author = authors.get(connection, site.id, parent.author_id) if parent else None
    return author.name if author else None


def _judge(house: House, in_force: InForce, submission: Submission) -> Ruling:
    """Return the ruling on somebody of whom nothing is known, so that nothing is held as a first comment."""
    return in_force.judge(submission, standing=None, now=house.clock())


def _write(house: House, site: Site, made: list[tuple[Comment, Ruling]], *, version: str, after: str) -> int:
    """Record the rulings on whatever nobody else has judged meanwhile; returns how many."""

    def work(connection: Connection) -> int:
        found = advice.unadvised(connection, site.id, version, after=after, most=BATCH)
        lacking = {comment.id for comment in found}
        written = [(comment, ruling) for comment, ruling in made if comment.id in lacking]
        for comment, ruling in written:
            rulings.add(connection, _recorded(house, comment, ruling))
            record(
                house,
                connection,
                site.id,
                Event.COMMENT_ADVISE,
                actor=OPERATOR,
                subject=comment.id,
                verdict=ruling.verdict.word,
            )
        return len(written)

    return house.database.write(work)


def _recorded(house: House, comment: Comment, ruling: Ruling) -> RecordedRuling:
    assert comment.revision_id is not None
    now = house.clock()
    return RecordedRuling(
        id=house.id_at(now),
        site_id=comment.site_id,
        comment_id=comment.id,
        revision_id=comment.revision_id,
        kind=RulingKind.ADVISORY,
        decided_by=ENGINE,
        ruling=ruling,
        insisted=False,
        note="",
        supersedes=None,
        created_at=now,
    )
