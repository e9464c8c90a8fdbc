"""Example programs: comments under a policy, with the verdict and the rules that are expected.

A file is ``policies/<policy>/<rule>.yaml`` with a list ``cases``. A case has the keys of a record
(text, author, story, staff, known_authors), an ``id``, a ``verdict`` and the ``rules`` that speak
against the comment. ``repeat: {text, times}`` stands for a long text. ``standing`` says what is known
of the author: ``{published, recent_rejections, sanctions: [{kind, began, ends, lifted}]}``, in hours
from now; without it nothing is known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from civiltongue.domain.ruling import Ruling
from civiltongue.domain.standing import Sanction, SanctionKind, Standing
from civiltongue.operations.judge_submission import Judge
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy
from civiltongue.policyfile.record import read_record

FOLDER = Path(__file__).parent
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EXPECTED = ("verdict", "rules")
_NOT_OF_THE_RECORD = {"id", "repeat", "standing", *_EXPECTED}


@dataclass(frozen=True)
class Program:
    """One case of a file."""

    policy: str
    rule: str
    case: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.case["id"])

    @property
    def expected(self) -> tuple[str, list[str]]:
        return self.case["verdict"], sorted(self.case["rules"])

    def run(self) -> tuple[str, Ruling]:
        """Return the text that was judged, and the ruling."""
        record = {key: value for key, value in self.case.items() if key not in _NOT_OF_THE_RECORD}
        if "repeat" in self.case:
            record["text"] = self.case["repeat"]["text"] * self.case["repeat"]["times"]
        submission = read_record(record).submission
        standing = _standing(self.case.get("standing"))
        return submission.text, the_judge(self.policy)(submission, standing=standing, now=NOW)


@cache
def the_judge(policy: str) -> Judge:
    """Return the judge of a shipped policy."""
    # What word lists and constructions find; tests/detectors/test_toxicity.py tries the trained model.
    return Judge(load_policy(default(policy)), model=False)


def program_files() -> list[Path]:
    """Return every file of example programs."""
    return sorted(FOLDER.glob("*/*.yaml"))


@cache
def programs_in(file: Path) -> tuple[Program, ...]:
    """Return the example programs of a file."""
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    return tuple(Program(file.parent.name, file.stem, case) for case in loaded["cases"])


def refreshed(file: Path) -> str:
    """Return the text of a file with what is expected replaced by what comes out, and nothing else changed."""
    text = file.read_text(encoding="utf-8")
    for start, end, new in sorted(_changes(file, text), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _changes(file: Path, text: str) -> Iterator[tuple[int, int, str]]:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    cases = next(node for key, node in root.value if key.value == "cases")
    for program, node in zip(programs_in(file), cases.value, strict=True):
        _, ruling = program.run()
        outcome = (ruling.verdict.word, sorted(ruling.rules))
        if outcome == program.expected:
            continue
        written = {"verdict": outcome[0], "rules": f"[{', '.join(ruling.rules)}]"}
        for key, value in node.value:
            if key.value in _EXPECTED:
                # A list in block style ends, for YAML, only where the next key begins.
                last = (
                    value.value[-1]
                    if isinstance(value, yaml.SequenceNode) and not value.flow_style
                    else value
                )
                yield value.start_mark.index, last.end_mark.index, written[key.value]


def _standing(known: Mapping[str, Any] | None) -> Standing | None:
    if known is None:
        return None
    return Standing(
        published=known.get("published", 0),
        recent_rejections=known.get("recent_rejections", 0),
        sanctions=tuple(_sanction(each) for each in known.get("sanctions", ())),
    )


def _sanction(given: Mapping[str, Any]) -> Sanction:
    ends, lifted = given.get("ends"), given.get("lifted")
    return Sanction(
        id="s",
        kind=SanctionKind(given["kind"]),
        reason="profanity",
        imposed_at=NOW + timedelta(hours=given["began"]),
        until=None if ends is None else NOW + timedelta(hours=ends),
        lifted_at=None if lifted is None else NOW + timedelta(hours=lifted),
    )
