"""A comment as a record: what ``judge`` takes, and what examples in a policy file are.

::

    {"id", "text", "author": {"name", "verified"}, "story": {"title", "author", "people": []},
     "staff": [], "known_authors": [], "standing": [{"rule", "at", "overturned"}], "now"}

Only ``text`` must be there. What is absent (or null) is unknown, and rules about it do not fire.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any, TypeAlias

from civiltongue.domain.evidence import Link, Signature, Span, StoryFacts, Submission
from civiltongue.errors import BadInput, TextTooLarge, UnreadableText
from civiltongue.policyfile.problems import suggestion

MAX_TEXT = 64 * 1024
"""The largest text, in bytes of UTF-8."""

RecordId: TypeAlias = str | int | float | None

_KEYS = {
    "": ("id", "text", "author", "story", "staff", "known_authors", "standing", "now"),
    "author": ("name", "verified"),
    "story": ("title", "author", "people"),
    "standing": ("rule", "at", "overturned"),
}
MOST_VIOLATIONS = 10_000
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_TIME_HINT = "Write it as 2026-03-01T12:00:00Z."
_ADDRESS = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ToldViolation:
    """Say that the author broke a rule before; ``where`` names the field, for a complaint."""

    rule: str
    at: datetime
    overturned: bool
    where: str


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one record: its id, given back as it came, and what is judged, when.

    ``violations`` and ``now`` are None where the record does not say.
    """

    id: RecordId
    submission: Submission
    violations: tuple[ToldViolation, ...] | None = None
    now: datetime | None = None


def read_record(record: object) -> Record:
    """Return what a record holds; raises BadInput, naming the field that is wrong."""
    fields = _mapping(record, "")
    return Record(
        id=record_id(fields),
        submission=_submission(fields),
        violations=_violations(fields.get("standing")),
        now=None if fields.get("now") is None else _moment(fields["now"], "now"),
    )


def record_id(fields: Mapping[str, Any]) -> RecordId:
    """Return the id of a record, None without one; raises BadInput."""
    found: object = fields.get("id")
    if isinstance(found, int | float) and not isinstance(found, bool) and isfinite(found):
        return found
    return None if found is None else _text(found, "id")


def _submission(fields: Mapping[str, Any]) -> Submission:
    if "text" not in fields:
        raise BadInput("the record has no text.", where="text", hint='Add "text": the comment.')
    text = _text(fields["text"], "text")
    return Submission(
        text=text,
        links=tuple(find_links(text)),
        signature=_signature(fields.get("author")),
        story=_story(fields.get("story")),
        staff=_names(fields.get("staff"), "staff"),
        known_authors=_names(fields.get("known_authors"), "known_authors"),
    )


def _signature(author: object) -> Signature | None:
    if author is None:
        return None
    fields = _mapping(author, "author")
    verified: object = fields.get("verified")
    if verified is not None and not isinstance(verified, bool):
        raise BadInput("it must be true or false.", where="author.verified")
    if fields.get("name") is None:
        return None
    return Signature(name=_text(fields["name"], "author.name"), verified=verified)


def _story(story: object) -> StoryFacts | None:
    if story is None:
        return None
    fields = _mapping(story, "story")
    return StoryFacts(
        title=_text(fields.get("title") or "", "story.title"),
        author=_text(fields.get("author") or "", "story.author"),
        people=_names(fields.get("people"), "story.people"),
    )


def _violations(standing: object) -> tuple[ToldViolation, ...] | None:
    if standing is None:
        return None
    if not isinstance(standing, list | tuple):
        raise BadInput("it must be a list of violations.", where="standing")
    if len(standing) > MOST_VIOLATIONS:
        raise BadInput(f"it has more than {MOST_VIOLATIONS:,} violations.", where="standing")
    return tuple(_violation(each, f"standing[{index}]") for index, each in enumerate(standing))


def _violation(given: object, where: str) -> ToldViolation:
    fields = _mapping(given, "standing", at=where)
    for key in ("rule", "at"):
        if fields.get(key) is None:
            raise BadInput(
                "it is missing.", where=f"{where}.{key}", hint="A violation has a rule and a time."
            )
    overturned: object = fields.get("overturned")
    if overturned is not None and not isinstance(overturned, bool):
        raise BadInput("it must be true or false.", where=f"{where}.overturned")
    return ToldViolation(
        rule=_text(fields["rule"], f"{where}.rule"),
        at=_moment(fields["at"], f"{where}.at"),
        overturned=bool(overturned),
        where=f"{where}.rule",
    )


def _moment(node: object, where: str) -> datetime:
    """Return a time as UTC; one that does not say where it is from could mean any of several."""
    try:
        moment = node if isinstance(node, datetime) else datetime.fromisoformat(_text(node, where))
    except ValueError as error:
        raise BadInput("it is not a time.", where=where, hint=_TIME_HINT) from error
    if moment.tzinfo is None:
        raise BadInput("it does not say its offset from UTC.", where=where, hint=_TIME_HINT)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise BadInput("it is out of range.", where=where, hint=_TIME_HINT) from error


def find_links(text: str) -> Iterator[Link]:
    """Yield the web addresses in plain text, without the punctuation that follows them."""
    for found in _ADDRESS.finditer(text):
        shown = found[0].rstrip(".,;:!?'*_~")
        while shown.endswith(")") and shown.count("(") < shown.count(")"):
            shown = shown[:-1].rstrip(".,;:!?'*_~")
        target = shown if shown[:4].lower() == "http" else f"https://{shown}"
        yield Link(target=target, span=Span(found.start(), found.start() + len(shown)))


def _mapping(node: object, kind: str, *, at: str | None = None) -> Mapping[str, Any]:
    where = kind if at is None else at
    if not isinstance(node, Mapping):
        raise BadInput(
            "it must be an object.", where=where or "record", hint=f"Fields: {', '.join(_KEYS[kind])}."
        )
    for key in node:
        if key not in _KEYS[kind]:
            name = str(key)[:40].encode("utf-8", "replace").decode()
            raise BadInput(
                "there is no such field.",
                where=f"{where}.{name}" if where else name,
                hint=suggestion(name, _KEYS[kind]),
            )
    return node


def _names(node: object, where: str) -> tuple[str, ...]:
    if node is None:
        return ()
    if not isinstance(node, list | tuple):
        raise BadInput("it must be a list of names.", where=where)
    return tuple(_text(name, f"{where}[{index}]") for index, name in enumerate(node))


def _text(node: object, where: str) -> str:
    if not isinstance(node, str):
        raise BadInput("it must be a text.", where=where)
    found = _UNREADABLE.search(node)
    if found is not None:
        what = "a NUL character" if found[0] == "\x00" else "half a surrogate pair"
        raise UnreadableText(
            f"it holds {what} at position {found.start()}.", where=where, hint="Send valid UTF-8 without NUL."
        )
    if len(node) > MAX_TEXT or len(node.encode()) > MAX_TEXT:
        raise TextTooLarge(
            f"it has more than {MAX_TEXT // 1024} kB.", where=where, hint="Send a shorter text."
        )
    return node
