"""What a replay found, as plain values: for programs, and to be kept."""

from typing import Any

from civiltongue.domain.ruling import Verdict
from civiltongue.engine.replay import Agreement, Change
from civiltongue.operations.replay import Replayed


def as_json(found: Replayed) -> dict[str, Any]:
    """Return what a replay found as JSON has it; the verdicts are by their words."""
    compared = found.comparison
    return {
        "draft": found.draft.version,
        "in_force": found.in_force,
        "read": found.read,
        "total": found.total,
        "partial": found.is_partial,
        "scores": {work.value: count for work, count in found.work.items()},
        "lost": found.lost,
        "unjudged": found.unjudged,
        "compared": compared.compared,
        "changed": compared.changed,
        "verdicts": {
            verdict.word: {
                "in_force": compared.so_many(verdict, after=False),
                "draft": compared.so_many(verdict, after=True),
            }
            for verdict in Verdict
        },
        "changes": [_counted(*pair, count) for pair, count in sorted(compared.verdicts.items())],
        "rules": {
            rule: [_counted(*pair, count) for pair, count in sorted(counts.items())]
            for rule, counts in compared.rules.items()
        },
        "agreement": {"in_force": _agreement(compared.before), "draft": _agreement(compared.after)},
        "better": compared.better,
        "worse": compared.worse,
        "listed": [change_as_json(change) for change in found.changes],
    }


def change_as_json(change: Change) -> dict[str, Any]:
    """Return one changed comment."""
    decided = change.decided
    return {
        "comment": change.comment_id,
        "from": change.before.word,
        "to": change.after.word,
        "rules": list(change.rules),
        "decided": None if decided is None else decided.verdict.word,
        "decided_rule": None if decided is None else decided.rule or None,
    }


def _counted(before: Verdict, after: Verdict, count: int) -> dict[str, Any]:
    return {"from": before.word, "to": after.word, "comments": count}


def _agreement(one: Agreement) -> dict[str, int]:
    return {"decided": one.decided, "right": one.right, "asked": one.asked, "wrong": one.wrong}
