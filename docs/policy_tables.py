"""Write the tables of the policy file: its keys, and the rules that are shipped."""

from collections.abc import Iterator

from civiltongue.domain.policy import Condition, Rule
from civiltongue.engine.escalate import REPEAT
from civiltongue.policyfile import KINDS, default
from civiltongue.policyfile.keys import POLICY
from civiltongue.policyfile.kinds import Choice, Key, Kind, ListOf, Number, Shape, Text
from civiltongue.policyfile.load import load_policy
from docs.markdown import table

_SHOWN_ELSEWHERE = {("an example", "keeps")}
"""What has the same keys as another shape before it."""


def policy_keys() -> str:
    """Every key of a house-rules file, shape by shape."""
    return "\n\n".join(
        f"{heading}\n\n{table(('Key', 'Value', 'What it is'), rows)}" for heading, rows in _shapes("", POLICY)
    )


def shipped_rules() -> str:
    """Every rule of the shipped policies, with what it does at which score."""
    return "\n\n".join(f"## `{kind}`\n\n{_rules(kind)}" for kind in KINDS)


def _rules(kind: str) -> str:
    rows = (
        (str(rule.number), f"`{rule.id}`", rule.title, _thresholds(rule))
        for rule in sorted(load_policy(default(kind)).rules, key=lambda rule: rule.number)
    )
    return table(("", "Rule", "Title", "When"), rows)


def _thresholds(rule: Rule) -> str:
    if rule.id == REPEAT:
        return "while a suspension or a ban is in force"
    return "; ".join(_threshold(condition) for condition in rule.conditions) or "by a person"


def _threshold(condition: Condition) -> str:
    levels = ("reject", "hold", "nudge")
    known = [(level, getattr(condition, level)) for level in levels if getattr(condition, level) is not None]
    told = ", ".join(f"{level} {score:g}" for level, score in known)
    where = f" where `{condition.when}`" if condition.when else ""
    return f"`{condition.signal}` {told}{where}" if condition.signal else f"{told.split()[0]}{where}"


def _shapes(path: str, shape: Shape) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    heading = f"## Under `{path}`" if path else "## The file"
    yield heading, [_key(name, key) for name, key in shape.keys.items()]
    for name, key in shape.keys.items():
        inner = key.kind.item if isinstance(key.kind, ListOf) else key.kind
        if isinstance(inner, Shape) and (inner.name, name) not in _SHOWN_ELSEWHERE:
            yield from _shapes(f"{path}.{name}".lstrip("."), inner)


def _key(name: str, key: Key) -> tuple[str, str, str]:
    needed = " **Required.**" if key.required else ""
    return f"`{name}`", _kind(key.kind), f"{key.purpose}.{needed}"


def _kind(kind: Kind) -> str:
    if isinstance(kind, Text):
        return kind.form_is or "text"
    if isinstance(kind, Number):
        return "whole number" if kind.whole else "number"
    if isinstance(kind, Choice):
        return " or ".join(f"`{word}`" for word in kind.words)
    if isinstance(kind, ListOf):
        return f"list of {_kind(kind.item)}" if not isinstance(kind.item, Shape) else "list, see below"
    return "see below" if isinstance(kind, Shape) else "`true` or `false`"
