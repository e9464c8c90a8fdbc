"""Statements of reasons for the Transparency Database: complete, valid, and without a word about anybody."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator

from civiltongue.domain.policy import Policy
from civiltongue.domain.restriction import ABOUT_COMMENTS, Restriction
from civiltongue.domain.thread import Site
from civiltongue.engine.disclosure import OTHER_KEYWORD, codes
from civiltongue.engine.escalate import REPEAT
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.period import Period
from civiltongue.operations.word_statement import rule_in_words
from civiltongue.storage import restrictions
from civiltongue.storage.database import Connection
from civiltongue.wording import phrase

SCHEMA = "statement_of_reasons.schema.json"


def disclose_statements(house: House, site: Site, period: Period) -> Iterator[dict[str, Any]]:
    """Yield every statement of reasons of a period, each of them valid by the schema.

    First those about comments, in the order of the decisions, then those about authors. Raises
    BadInput for one that the database would refuse, which names the field.
    """
    with house.database.read() as connection:
        since, before = period.since, period.before
        for found in restrictions.about_comments(connection, site.id, since=since, before=before):
            yield _disclosed(connection, house, site, found)
        for found in restrictions.about_authors(connection, site.id, since=since, before=before):
            yield _disclosed(connection, house, site, found)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one statement."""
    file = resources.files("civiltongue.operations") / "data" / SCHEMA
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def check_statement(told: dict[str, Any]) -> None:
    """Refuse a statement that the schema does not allow; raises BadInput with the first field that is wrong."""
    for error in _validator().iter_errors(told):
        where = ".".join(map(str, error.absolute_path)) or "statement"
        raise BadInput(f"{told.get('puid', '?')}: {error.message[:300]}", where=where)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def _disclosed(connection: Connection, house: House, site: Site, found: Restriction) -> dict[str, Any]:
    version = found.policy_version or None
    policy = house.of_version(connection, site.id, version).policy if version else None
    policy = policy or house.in_force(connection, site.id).policy
    title, public = _ground(found, policy)
    known = {"publication": policy.publication, "version": policy.version, "title": title}
    told = codes(found)
    told["decision_ground_reference_url"] = (
        f"{house.settings.base_url}/sites/{site.name}/rules/{policy.version}"
    )
    told["incompatible_content_ground"] = _cut(f"{title}: {public}", 500)
    told["incompatible_content_explanation"] = _cut(
        phrase(f"disclosure.because_{_about(found)}", **known), 2_000
    )
    told["decision_facts"] = _cut(_facts(found), 5_000)
    if told.get("decision_visibility") == ["DECISION_VISIBILITY_OTHER"]:
        told["decision_visibility_other"] = phrase(f"disclosure.other_{found.measure.value}")
    if told["category_specification"] == [OTHER_KEYWORD]:
        told["category_specification_other"] = _cut(title, 500)
    if len(policy.languages) == 1:
        told["content_language"] = policy.languages[0].partition("-")[0].upper()
    check_statement(told)
    return told


def _about(found: Restriction) -> str:
    return "comment" if found.measure in ABOUT_COMMENTS else "author"


def _ground(found: Restriction, policy: Policy) -> tuple[str, str]:
    """Return title and text of the rule as readers know them; never what somebody wrote about a case."""
    if found.measure not in ABOUT_COMMENTS:
        rule = policy.rule(REPEAT)
        if rule is not None:
            return rule.title, rule.public
        return phrase("disclosure.author_title"), phrase("disclosure.author_public")
    if not found.rule:
        return phrase("disclosure.unnamed_title"), phrase("disclosure.unnamed_public")
    return rule_in_words(found.rule, policy)


def _facts(found: Restriction) -> str:
    parts = [phrase(f"disclosure.done_{found.measure.value}")]
    if found.measure in ABOUT_COMMENTS:
        if found.notified:
            parts.append(phrase("disclosure.notified"))
        if found.reported:
            parts.append(phrase("disclosure.reported"))
        parts.append(phrase(f"disclosure.noticed_{'yes' if found.noticed else 'no'}"))
    parts.append(phrase(f"disclosure.decided_{_about(found)}_{found.decider.value}"))
    parts.append(phrase(f"disclosure.redress_{_about(found)}"))
    return " ".join(parts)


def _cut(text: str, most: int) -> str:
    """Return the text, shortened at a space where it is longer than the database takes."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rpartition(' ')[0]}…"
