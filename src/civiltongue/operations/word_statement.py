"""Put a statement of reasons into words."""

from typing import Any

from civiltongue.engine.statement import StatedReason, Statement, Text
from civiltongue.wording import FALLBACK, phrase


def in_words(statement: Statement, *, language: str = FALLBACK, rules_url: str = "") -> dict[str, Any]:
    """Return a statement as the API sends it, worded in a language.

    The publisher's own words stay as they are in the policy.
    """
    return {
        "verdict": statement.verdict.word,
        "title": _worded(statement.title, language),
        "summary": _worded(statement.summary, language),
        "words_shown": statement.words_shown,
        "reasons": [_reason_in_words(reason, language) for reason in statement.reasons],
        "next": _worded(statement.next, language),
        "rules_url": rules_url,
    }


def _reason_in_words(reason: StatedReason, language: str) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "number": reason.number,
        "title": _worded(reason.title, language),
        "public": _worded(reason.public, language),
        "message": _worded(reason.message, language),
        "spans": [{"start": span.start, "end": span.end} for span in reason.spans],
    }


def _worded(text: Text, language: str) -> str:
    if isinstance(text, str):
        return text
    return phrase(text.key, language=language, **text.arguments)
