"""``civiltongue judge --imported``: advice on everything that was imported, and a table of it."""

import click

from civiltongue.cli.bar import a_bar
from civiltongue.cli.house import the_house
from civiltongue.cli.table import table
from civiltongue.domain.ruling import Verdict
from civiltongue.operations.add_site import site_named
from civiltongue.operations.advise_imported import Advice, advise_imported

_HARSHEST_FIRST = (Verdict.REJECT, Verdict.HOLD, Verdict.NUDGE, Verdict.PUBLISH)


def judge_imported(name: str) -> None:
    """Judge every imported comment of a site that was not judged yet, and print what all rulings say."""
    with the_house() as house, a_bar("comments") as progress:
        found = advise_imported(house, site_named(house, name), progress=progress)
    click.echo(_report(found))


def _report(found: Advice) -> str:
    total = sum(found.verdicts.values())
    head = ("rule", *(verdict.word for verdict in _HARSHEST_FIRST))
    rules = sorted({rule for rule, _ in found.reasons})
    rows: list[tuple[str | int, ...]] = [
        (rule, *(found.reasons.get((rule, verdict), 0) for verdict in _HARSHEST_FIRST[:-1]), "")
        for rule in rules
    ]
    rows.append(("comments", *(found.verdicts.get(verdict, 0) for verdict in _HARSHEST_FIRST)))
    return (
        f"{found.judged:,} comments judged now, {total:,} in all, by version {found.policy_version} of the rules. "
        f"Nothing that is shown has changed.\n\n{table(head, rows)}"
    )
