"""What a rule's ``when`` may ask: CEL expressions over the facts of one comment.

The language is CEL (https://cel.dev), compiled once per expression. A fact that is unknown is
left out, and an expression that needs it does not hold. The names are those of :data:`NAMES`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from civiltongue.domain.evidence import SIGNAL_KINDS, Observation, Submission
from civiltongue.domain.standing import Standing
from civiltongue.engine.language import Program, compile_program

MAX_EXPRESSION = 500
"""The most code points of an expression. CEL's parser recurses, so that a very long one kills it."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "scores": 'the highest score of each signal: scores.insult, scores["rule:my-rule"]',
        "words": "how many words the comment has",
        "links": "how many links the comment has",
        "language": "the language of the comment",
        "signed": "whether the author gave a name",
        "verified": "whether the site knows the author's e-mail",
        "published": "how many comments of the author were published here",
        "author": "who signs the comment: author.name",
        "story": "what it is under: story.title, story.author, story.people",
    }
)
"""Every name that an expression may use, with what it means."""

Facts: TypeAlias = dict[str, object]

_BINDING = re.compile(r"\.\s*(?:all|exists|exists_one|filter|map)\s*\(\s*(\w+)\s*,")
_SCORE = re.compile(r"""\bscores\s*(?:\.\s*(\w+)|\[\s*(?:"([^"]*)"|'([^']*)')\s*\])""")
_FIELD = re.compile(r"\b(author|story)\s*\.\s*(\w+)")
_FIELDS = {"author": ("name",), "story": ("title", "author", "people")}
_PARSER_COMPLAINT = re.compile(r"ERROR: <input>:(\d+):(\d+): (?:Syntax error: )?(.+)")


class ExpressionInvalid(ValueError):
    """Refuse an expression. ``line`` and ``column`` count from 1 within it.

    ``name`` is what it may not use, and ``known`` are the names that it may use there.
    """

    def __init__(
        self, message: str, *, line: int = 1, column: int = 1, name: str = "", known: Iterable[str] = ()
    ) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.name = name
        self.known = tuple(known)


class ExpressionFailed(ValueError):
    """Say that an expression could not be worked out although every fact that it names is known."""


def facts_of(observation: Observation, submission: Submission, standing: Standing | None) -> Facts:
    """Return the facts that expressions see; what is unknown is left out."""
    scores = dict.fromkeys(SIGNAL_KINDS, 0.0)
    for signal in observation.signals:
        scores[signal.kind] = max(signal.score, scores.get(signal.kind, 0.0))
    facts: Facts = {"words": int(scores.pop("words")), "scores": scores, "links": len(submission.links)}
    if submission.language is not None:
        facts["language"] = submission.language
    if standing is not None:
        facts["published"] = standing.published
    if submission.signature is not None:
        facts["author"] = {"name": submission.signature.name}
        facts["signed"] = bool(submission.signature.name.strip())
        if submission.signature.verified is not None:
            facts["verified"] = submission.signature.verified
    if submission.story is not None:
        story = {"title": submission.story.title, "author": submission.story.author}
        known: Facts = {name: text for name, text in story.items() if text}
        facts["story"] = known | {"people": list(submission.story.people)}
    return facts


def holds(expression: str, facts: Facts) -> bool:
    """Say whether an expression holds of the facts; one that needs an unknown fact does not.

    Raises ExpressionFailed where the fault is the expression's own, and ExpressionInvalid.
    """
    program, names = _compiled(expression)
    try:
        return program.execute(facts) is True
    except KeyError:
        return False
    except Exception as error:
        if any(name not in facts for name in names):
            return False
        raise ExpressionFailed(f"{expression!r}: {error}") from error


def check_expression(expression: str, *, own_signals: Iterable[str] = ()) -> None:
    """Raise ExpressionInvalid unless an expression is CEL, uses known names, and says yes or no.

    ``own_signals`` are the kinds of signal that the policy's own terms and patterns raise.
    """
    _, names = _compiled(expression)
    for name in names:
        if name not in NAMES:
            raise _unknown(expression, name, kind="a known fact", known=NAMES)
    own = tuple(own_signals)
    kinds = tuple(kind for kind in SIGNAL_KINDS if kind != "words") + own
    for found in _SCORE.finditer(expression):
        name = next(group for group in found.groups() if group is not None)
        if name not in kinds:
            raise _unknown(expression, name, kind="a known signal", known=kinds)
    for found in _FIELD.finditer(expression):
        if found[2] not in _FIELDS[found[1]]:
            raise _unknown(expression, found[2], kind=f"a known fact of {found[1]}", known=_FIELDS[found[1]])
    for facts in _samples(own):
        _try_out(expression, facts)


def _samples(own_signals: Iterable[str]) -> Iterable[Facts]:
    for number in (0, 1):
        scores = dict.fromkeys(SIGNAL_KINDS, float(number)) | dict.fromkeys(own_signals, float(number))
        del scores["words"]
        yield {
            "scores": scores,
            "words": 100 * number,
            "links": number,
            "language": "en",
            "signed": bool(number),
            "verified": bool(number),
            "published": number,
            "author": {"name": "Ada Example"},
            "story": {"title": "A story", "author": "Bo Example", "people": ["Cy Example"]},
        }


def _try_out(expression: str, facts: Facts) -> None:
    program, _ = _compiled(expression)
    try:
        result = program.execute(dict(facts))
    except Exception as error:
        complaint = str(error).partition(". ")[0].partition("\n")[0]
        raise ExpressionInvalid(f"the condition cannot be worked out: {complaint}") from error
    if not isinstance(result, bool):
        raise ExpressionInvalid("the condition does not say yes or no: it must compare something")


def _unknown(expression: str, name: str, *, kind: str, known: Iterable[str]) -> ExpressionInvalid:
    found = re.search(rf"\b{re.escape(name)}", expression)
    before = expression[: found.start()] if found else ""
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return ExpressionInvalid(f'"{name}" is not {kind}', line=line, column=column, name=name, known=known)


@lru_cache(maxsize=1024)
def _compiled(expression: str) -> tuple[Program, tuple[str, ...]]:
    if len(expression) > MAX_EXPRESSION:
        raise ExpressionInvalid(f"the condition is longer than {MAX_EXPRESSION} characters")
    try:
        program = compile_program(expression)
    except ValueError as error:
        found = _PARSER_COMPLAINT.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        complaint = _in_plain_words(found[3]) if found else "it cannot be read"
        raise ExpressionInvalid(f"the condition is not CEL: {complaint}", line=line, column=column) from error
    bound = set(_BINDING.findall(expression))
    return program, tuple(name for name in program.variables() if name not in bound)


def _in_plain_words(complaint: str) -> str:
    """Shorten the parser's complaint: without the list of all that it would have taken."""
    head = complaint.partition(" expecting ")[0]
    if head.startswith("mismatched input '<EOF>'"):
        return "it ends too early"
    return head.replace("'<EOF>'", "the end")
