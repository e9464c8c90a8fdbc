"""Reverting all rulings of a rule in a time as a run in the background: stopped or lost, it can go on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.keep_run import Begin, Ended, NewRun, Telling, ask_run, moment_of
from civiltongue.operations.revert_rule import Hearing, Reversal, Reverted, count_revertible, revert_rule
from civiltongue.storage.database import Connection
from civiltongue.storage.runs import KeptRun, RunKind

MOST_LISTED = 50
"""How many of the comments that were published or held again are kept for the page, the first ones."""
WHOSE = {"all": (True, True), "engine": (True, False), "people": (False, True)}
"""Whose rulings are meant, by the word for it: the engine's, and people's."""


def ask_reversal(house: House, site: Site, reversal: Reversal, *, begin: Begin) -> KeptRun:
    """Keep a reversal and let it begin; raises BadInput, and Conflict where one of the site is under way."""
    total = count_revertible(house, site, reversal)
    new = NewRun(RunKind.REVERSAL, _written(reversal), reversal.by, total=total)
    return ask_run(house, site, new, begin=begin)


def run_reversal(house: House, site: Site, kept: KeptRun, telling: Telling) -> Ended:
    """Revert batch by batch; what was done is told in the same write, so that it is right wherever it ends."""
    listed: dict[str, None] = {}

    def told(connection: Connection, done: Reverted, changed: Sequence[str]) -> None:
        listed.update(dict.fromkeys(changed[: max(0, MOST_LISTED - len(listed))]))
        telling.say(connection, done=done.comments, found=as_json(done, listed))

    done = revert_rule(house, site, reversal_of(kept), hearing=Hearing(told, telling.stops))
    total = max(kept.total, done.comments) if done.is_partial else done.comments
    return Ended(as_json(done, listed), done.comments, total, is_partial=done.is_partial)


def reversal_of(kept: KeptRun, *, by: str = "") -> Reversal:
    """Return what a run reverts, ``by`` who asked or somebody else; asked for again it goes on with what is left."""
    scope, (by_engine, by_people) = kept.scope, WHOSE[kept.scope["whose"]]
    since, until = moment_of(scope["since"]), moment_of(scope["until"])
    assert since is not None
    assert until is not None
    made = Reversal(scope["rule"], since, until, by or kept.by, note=scope["note"])
    return replace(made, by_engine=by_engine, by_people=by_people)


def whose_of(word: str) -> tuple[bool, bool]:
    """Return whose rulings a word means; raises BadInput."""
    if word not in WHOSE:
        raise BadInput("Rulings are of all, of the engine or of people.", where="whose")
    return WHOSE[word]


def as_json(done: Reverted, listed: Iterable[str]) -> dict[str, Any]:
    """Return what was reverted as JSON has it."""
    return {
        "published": done.published,
        "held": done.held,
        "stay": done.stay,
        "gone": done.gone,
        "listed": list(listed),
    }


def _written(reversal: Reversal) -> dict[str, Any]:
    meant = (reversal.by_engine, reversal.by_people)
    return {
        "rule": reversal.rule,
        "since": reversal.since.isoformat(),
        "until": reversal.until.isoformat(),
        "whose": next(word for word, whose in WHOSE.items() if whose == meant),
        "note": reversal.note,
    }
