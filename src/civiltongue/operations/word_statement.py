"""Put a statement of reasons into words."""

from typing import Any

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import Reason, Ruling, Verdict
from civiltongue.engine.statement import StatedReason, Statement, Text, statement
from civiltongue.wording import FALLBACK, phrase


def in_words(told: Statement, *, language: str = FALLBACK, rules_url: str = "") -> dict[str, Any]:
    """Return a statement as the API sends it, worded in a language.

    The publisher's own words stay as they are in the policy.
    """
    return {
        "verdict": told.verdict.word,
        "title": _worded(told.title, language),
        "summary": _worded(told.summary, language),
        "words_shown": told.words_shown,
        "reasons": [_reason_in_words(reason, language) for reason in told.reasons],
        "next": _worded(told.next, language),
        "rules_url": rules_url,
    }


def rule_in_words(rule: str, policy: Policy, *, language: str = FALLBACK) -> tuple[str, str]:
    """Return title and text of a rule, or of a reason of the engine itself, as readers know them."""
    ruling = Ruling(Verdict.HOLD, (Reason(rule, Verdict.HOLD, 1.0),), words=0, policy_version=policy.version)
    (told,) = statement(ruling, policy).reasons
    return _worded(told.title, language), _worded(told.public, language)


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
