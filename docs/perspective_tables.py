"""Write the tables of the stand-in for Perspective: its attributes and its errors."""

from civiltongue.detectors.perspective import ATTRIBUTES, Served
from civiltongue.web.perspective import errors
from civiltongue.web.perspective.errors import STATUS_WORDS, Refusal
from docs.markdown import table


def attributes_served() -> str:
    """Every attribute that is served, with the signals that it comes from."""
    rows = (
        (f"`{name}`", ", ".join(f"`{kind}`" for kind in source.kinds), ", ".join(source.languages))
        for name, source in ATTRIBUTES.items()
        if isinstance(source, Served)
    )
    return table(("Attribute", "The highest of these signals", "Languages"), rows)


def attributes_withheld() -> str:
    """Every attribute that is not served, with the reason."""
    rows = (
        (f"`{name}`", source.because) for name, source in ATTRIBUTES.items() if not isinstance(source, Served)
    )
    return table(("Attribute", "Why no score is given"), rows)


def perspective_errors() -> str:
    """Every refusal that clients of Perspective may meet."""
    return table(("Status", "`errorType` or `reason`", "Message", "When"), map(_row, _refusals()))


def _refusals() -> list[tuple[Refusal, str]]:
    return [
        (errors.comment_empty(), "there is no text, or nothing but blanks"),
        (errors.comment_too_long(), "the text has more than 20,480 bytes of UTF-8"),
        (errors.no_attributes(), "no attribute is asked for"),
        (errors.unknown_attribute("X"), "Perspective never had an attribute of this name"),
        (
            errors.language_not_supported("X", requested=("de",), detected=()),
            "the attribute is not served in one of the languages, or not at all",
        ),
        (errors.language_not_detected(), "no language is named, and none can be told"),
        (errors.invalid("…"), "anything else about the request's form; the message says what and where"),
        (errors.key_not_valid("…"), "the key is nobody's, or was revoked"),
        (errors.key_missing(), "no key was sent"),
        (errors.origin_blocked("…", "…"), "a page asks whose origin the key's site does not list"),
        (
            errors.quota_exceeded("…", per_minute=600, service="…", wait=1),
            "the key's quota is used up; `Retry-After` says for how many seconds",
        ),
    ]


def _row(told: tuple[Refusal, str]) -> tuple[str, str, str, str]:
    refusal, when = told
    detail = refusal.details[0] if refusal.details else {}
    kind = detail.get("errorType") or detail.get("reason") or ""
    status = f"{refusal.status} `{STATUS_WORDS[refusal.status]}`"
    return status, f"`{kind}`" if kind else "", refusal.message, when
