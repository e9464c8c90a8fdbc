"""What rules in a publisher's own words have learnt, one lesson for each rule of a version of the policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.insertion import insert_in_place

_lessons = schema.lessons
_OF_VERSION = (_lessons.c.site_id == bindparam("of_site")) & (
    _lessons.c.policy_version == bindparam("of_version")
)
_LATEST = select(func.max(_lessons.c.id)).where(_OF_VERSION)
_EVERY = select(_lessons).where(_OF_VERSION).order_by(_lessons.c.rule)


@dataclass(frozen=True, slots=True)
class StoredLesson:
    """A lesson as it is kept: its numbers, the model's version, and how many decisions it rests on.

    ``held_out`` has a score for each decided wording, by the revision's id, from a lesson without it,
    and whether it broke the rule.
    """

    id: str
    site_id: str
    policy_version: str
    rule: str
    model: str
    broke: int
    kept: int
    weights: bytes
    held_out: Mapping[str, tuple[float, bool]]
    created_at: datetime


def put(connection: Connection, lesson: StoredLesson) -> None:
    """Store a lesson in the place of an older one of the same rule and version."""
    insert_in_place(
        connection,
        _lessons,
        ("site_id", "policy_version", "rule"),
        id=lesson.id,
        site_id=lesson.site_id,
        policy_version=lesson.policy_version,
        rule=lesson.rule,
        model=lesson.model,
        broke=lesson.broke,
        kept=lesson.kept,
        weights=lesson.weights,
        held_out={key: list(value) for key, value in lesson.held_out.items()},
        created_at=lesson.created_at,
    )


def latest(connection: Connection, site_id: str, policy_version: str) -> str | None:
    """Return the id of the newest lesson of a version of the policy, None where nothing was learnt."""
    return connection.execute(_LATEST, {"of_site": site_id, "of_version": policy_version}).scalar()


def of_version(connection: Connection, site_id: str, policy_version: str) -> list[StoredLesson]:
    """Return what the rules of a version of the policy have learnt, by the ids of the rules."""
    return [
        StoredLesson(
            row.id,
            row.site_id,
            row.policy_version,
            row.rule,
            row.model,
            row.broke,
            row.kept,
            row.weights,
            {key: (score, broke) for key, (score, broke) in row.held_out.items()},
            row.created_at,
        )
        for row in connection.execute(_EVERY, {"of_site": site_id, "of_version": policy_version})
    ]
