"""Weigh readers' reports: of a comment, and of somebody who reports without reason."""

from dataclasses import dataclass

from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Comment
from civiltongue.engine.reports import is_abuse, weight
from civiltongue.storage import reporters, violations
from civiltongue.storage.database import Connection
from civiltongue.storage.reporters import Report


@dataclass(frozen=True, slots=True)
class WeighedReport:
    """A report, and what it weighs: 1 is a reader's without a record, 0 one's who was mostly wrong."""

    report: Report
    weight: float


@dataclass(frozen=True, slots=True)
class ReporterRecord:
    """How often a person agreed with a reader's reports, and how often not.

    ``heard`` is False where the reports weigh nothing any more. ``confirmable`` says that there were
    enough wrong ones since the last strike for abuse.
    """

    right: int
    wrong: int
    heard: bool
    confirmable: bool


def weigh_reports(connection: Connection, policy: Policy, comment: Comment) -> tuple[WeighedReport, ...]:
    """Return a comment's reports with their weights; from before a person's decision none is left."""
    since = reporters.decided_last(connection, comment.site_id, comment.id) or comment.created_at
    found = reporters.of_comment(connection, comment.site_id, comment.id, since=since)
    known = reporters.records(connection, comment.site_id, [report.reader_id for report in found])
    weights = {
        reader: weight(right=right, wrong=wrong, wrong_from=policy.reports_wrong_from)
        for reader, (right, wrong) in known.items()
    }
    return tuple(WeighedReport(report, weights[report.reader_id]) for report in found)


def read_reporter(connection: Connection, policy: Policy, site_id: str, reader_id: str) -> ReporterRecord:
    """Return a reader's record as one who reports."""
    right, wrong = reporters.records(connection, site_id, [reader_id])[reader_id]
    at = violations.last_entered(connection, site_id, reader_id, policy.reports_ground)
    since = reporters.records(connection, site_id, [reader_id], since=at)[reader_id] if at else (right, wrong)
    least = policy.reports_wrong_from
    return ReporterRecord(
        right,
        wrong,
        heard=not is_abuse(right=right, wrong=wrong, wrong_from=least),
        confirmable=is_abuse(right=since[0], wrong=since[1], wrong_from=least),
    )
