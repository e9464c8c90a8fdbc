"""Numbers and the version changed in a house-rules file, with every comment and space left where it is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from civiltongue.errors import PolicyInvalid
from civiltongue.policyfile.document import Document, items, scalar
from civiltongue.policyfile.tree import Scalar, read_tree

_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, order=True)
class Threshold:
    """Name one threshold of a file: ``condition`` counts a rule's conditions from 0."""

    rule: str
    condition: int
    key: str


def with_thresholds(text: str, changed: Mapping[Threshold, float], *, version: str) -> str:
    """Return a file that has no problems with other thresholds and another version.

    Nothing else is changed or moved. Raises KeyError for a threshold that the file does not have, and
    PolicyInvalid for one that is written over several lines or with escapes.
    """
    root, _ = read_tree(text.removeprefix("\N{BYTE ORDER MARK}"))
    document = Document(root)
    found = scalar(root, "version")
    assert found is not None
    edits = [(found, version)]
    rules = {rule_id.value: rule for rule in document.rules if (rule_id := scalar(rule, "id"))}
    for threshold, number in changed.items():
        conditions = items(rules[threshold.rule], "conditions")
        node = scalar(conditions[threshold.condition], threshold.key)
        if node is None:
            raise KeyError(threshold)
        edits.append((node, shown(number)))
    return _edited(text, edits)


def shown(number: float) -> str:
    """Return a threshold as it is written: at most three decimals."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


def next_version(version: str, taken: Iterable[str]) -> str:
    """Return a version for rules that were calibrated, one that was not used yet."""
    used = {version, *taken}
    stem, _, number = version.rpartition("-calibrated-")
    stem, count = (stem, int(number)) if stem and number.isdigit() else (version, 0)
    while (name := f"{stem[:20]}-calibrated-{count + 1}") in used:
        count += 1
    return name


def _edited(text: str, edits: Iterable[tuple[Scalar, str]]) -> str:
    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]
    mark = text.startswith("\N{BYTE ORDER MARK}")
    places = [(starts[node.place.line - 1] + node.place.column - 1, node, new) for node, new in edits]
    for start, node, new in sorted(places, key=lambda place: -place[0]):
        start += mark and node.place.line == 1
        end = start + len(node.value)
        if not node.plain:
            start, end = start + 1, end + 1
        if text[start:end] != node.value:
            raise PolicyInvalid(
                f'"{node.value}" cannot be replaced as it is written.',
                where=f"line {node.place.line}",
                hint="Write the value right after its key, without escapes.",
            )
        text = text[:start] + new + text[end:]
    return text
