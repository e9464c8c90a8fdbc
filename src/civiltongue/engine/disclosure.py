"""What a restriction is called in the Transparency Database of the Digital Services Act.

Only codes, and of these only what follows from the record; the words are worded at the edge. The
codes and their meaning are those of the database's own documentation for platforms.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from civiltongue.domain.restriction import ABOUT_COMMENTS, Decider, Measure, Restriction

OTHER_VIOLATION = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
OTHER_KEYWORD = "KEYWORD_OTHER"

_SPEECH = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
_PRIVACY = "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS"
_CATEGORIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "obscenity": (OTHER_VIOLATION, "KEYWORD_ADULT_SEXUAL_MATERIAL"),
        "personal-attack": ("STATEMENT_CATEGORY_CYBER_VIOLENCE", "KEYWORD_CYBER_BULLYING_INTIMIDATION"),
        "harassment": ("STATEMENT_CATEGORY_CYBER_VIOLENCE", "KEYWORD_CYBER_HARASSMENT"),
        "defamation": (_SPEECH, "KEYWORD_DEFAMATION"),
        "sexism": (_SPEECH, "KEYWORD_DISCRIMINATION"),
        "racism": (_SPEECH, "KEYWORD_DISCRIMINATION"),
        "privacy": (_PRIVACY, OTHER_KEYWORD),
        "impersonation": (
            "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
            "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING",
        ),
    }
)
"""Category and keyword by the shipped rules' ids; every other rule is another violation of the terms."""

_DONE: Mapping[Measure, Mapping[str, Any]] = MappingProxyType(
    {
        Measure.HOLD: {"decision_visibility": ["DECISION_VISIBILITY_OTHER"]},
        Measure.DISABLING: {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"]},
        Measure.REJECTION: {"decision_visibility": ["DECISION_VISIBILITY_OTHER"]},
        Measure.REMOVAL: {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"]},
        # Whoever is warned cannot comment before the warning is acknowledged.
        Measure.WARNING: {"decision_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION"},
        Measure.SUSPENSION: {"decision_account": "DECISION_ACCOUNT_SUSPENDED"},
        # Who is banned keeps the account, to read what was decided and to appeal: no end, no closing.
        Measure.BAN: {"decision_account": "DECISION_ACCOUNT_SUSPENDED"},
    }
)
_ENDS = {Measure.WARNING: "service", Measure.SUSPENSION: "account", Measure.BAN: "account"}
_AUTOMATED = {
    Decider.ENGINE: "AUTOMATED_DECISION_FULLY",
    Decider.BOTH: "AUTOMATED_DECISION_PARTIALLY",
    Decider.PERSON: "AUTOMATED_DECISION_NOT_AUTOMATED",
}
_EVERYWHERE = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GR",
    "HR",
    "HU",
    "IE",
    "IS",
    "IT",
    "LI",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "NO",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
"""What is not on the page is on it in no country."""


def codes(restriction: Restriction) -> dict[str, Any]:
    """Return the fields of a statement that are codes and dates (``YYYY-MM-DD``, UTC)."""
    category, keyword = _CATEGORIES.get(restriction.rule, (OTHER_VIOLATION, OTHER_KEYWORD))
    fields: dict[str, Any] = {
        "puid": restriction.id,
        **_DONE[restriction.measure],
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_illegal": "No",
        "category": category,
        "category_specification": [keyword],
        "content_type": ["CONTENT_TYPE_TEXT"],
        "content_date": f"{restriction.content_at:%Y-%m-%d}",
        "territorial_scope": list(_EVERYWHERE),
        "application_date": f"{restriction.decided_at:%Y-%m-%d}",
        "source_type": _source(restriction),
        "automated_detection": "Yes" if restriction.noticed else "No",
        "automated_decision": _AUTOMATED[restriction.decider],
    }
    if restriction.until is not None:
        ends = "visibility" if restriction.measure in ABOUT_COMMENTS else _ENDS[restriction.measure]
        fields[f"end_date_{ends}_restriction"] = f"{restriction.until:%Y-%m-%d}"
    return fields


def _source(restriction: Restriction) -> str:
    """Return from whom the service had heard of the comment: who gave a notice is never named."""
    if restriction.notified:
        return "SOURCE_ARTICLE_16"
    return "SOURCE_TYPE_OTHER_NOTIFICATION" if restriction.reported else "SOURCE_VOLUNTARY"
