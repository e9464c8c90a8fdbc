"""``civiltongue policy test --suite`` and ``policy suite``: HouseRulesCheck, run here or written out for others."""

import json
from collections import defaultdict

import click

from civiltongue.cli.bar import a_bar
from civiltongue.cli.table import table
from civiltongue.domain.policy import Policy
from civiltongue.errors import BadInput
from civiltongue.operations.try_suite import TriedCase, rules_tried, try_suite
from civiltongue.policyfile.suite import suite as all_cases

_SHOWN = 70
_HINT = "It knows the rules by their ids; see `civiltongue policy init`."


@click.command()
def suite() -> None:
    """Write the cases of HouseRulesCheck, one JSON object a line, to try another engine with."""
    for case in all_cases():
        written = {
            "id": case.id,
            "rule": case.rule,
            "functionality": case.functionality,
            "breaks": case.breaks,
        }
        click.echo(json.dumps({**written, "record": dict(case.record)}, ensure_ascii=False))


def run_suite(policy: Policy, *, shows_wrong: bool) -> None:
    """Print how many cases of each functionality came out right, and with ``shows_wrong`` those that did not."""
    if not rules_tried(policy):
        raise BadInput("none of its rules is one that HouseRulesCheck has cases for.", hint=_HINT)
    found = []
    with a_bar("cases") as tell:
        for each in try_suite(policy):
            found.append(each)
            tell(len(found), len(all_cases()))
    rows: dict[tuple[str, bool], list[TriedCase]] = defaultdict(list)
    for each in found:
        rows[f"{each.case.rule}/{each.case.functionality}", each.case.breaks].append(each)
    lines = [
        (name, "break" if breaks else "keep", len(cases), sum(case.is_right for case in cases))
        for (name, breaks), cases in rows.items()
    ]
    click.echo(table(("cases", "should", "are", "right"), lines))
    if shows_wrong:
        click.echo()
        for each in found:
            if not each.is_right:
                click.echo(_describe(each))
    click.echo()
    for rule in dict.fromkeys(each.case.rule for each in found):
        cases = [each for each in found if each.case.rule == rule]
        click.echo(f"{rule}: {_share(cases)}")
    click.echo(f"all: {_share(found)}")


def _share(cases: list[TriedCase]) -> str:
    breaking = [each for each in cases if each.case.breaks]
    keeping = [each for each in cases if not each.case.breaks]
    right = sum(each.is_right for each in cases)
    return (
        f"{right / len(cases):.1%} of {len(cases)} right"
        f" (breaking {sum(each.is_right for each in breaking)}/{len(breaking)},"
        f" keeping {sum(each.is_right for each in keeping)}/{len(keeping)})"
    )


def _describe(tried: TriedCase) -> str:
    record = tried.case.record
    text = " ".join(str(record["text"]).split())
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    signed = f", signed “{record['author']['name']}”" if "author" in record else ""
    should = "should break it" if tried.case.breaks else "should keep it"
    others = ", ".join(tried.ruling.rules) or "nothing"
    return (
        f"{tried.case.id}: “{shown}”{signed} {should} (verdict: {tried.ruling.verdict.word}, for: {others})"
    )
