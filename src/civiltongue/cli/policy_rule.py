"""``civiltongue policy rule`` and ``policy learn``: how often a rule is right, and what it learns."""

from collections.abc import Iterator

import click

from civiltongue.cli.bar import a_bar
from civiltongue.cli.house import the_house
from civiltongue.cli.policy_calibrate import measured
from civiltongue.domain.ruling import ENOUGH_DECISIONS
from civiltongue.engine.calibration import at
from civiltongue.operations.add_site import site_named
from civiltongue.operations.calibrate_policy import Calibrated
from civiltongue.operations.learn_rules import FEWEST_BROKEN, learn_rules
from civiltongue.operations.measure_rule import MeasuredRule, measure_rule
from civiltongue.policyfile.rewrite import shown
from civiltongue.storage.reverting import Watched

_STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@click.command()
@click.argument("rule")
@click.option("--site", required=True, metavar="NAME", help="The site whose decisions it is measured by.")
def rule(rule: str, site: str) -> None:
    """Say how often RULE is right on a site, from which score on; in shadow too."""
    with the_house() as house, a_bar("comments", first="reading") as progress:
        found = measure_rule(house, site_named(house, site), rule, progress=progress)
    click.echo("\n".join(_report(found)))


@click.command()
@click.option("--site", required=True, metavar="NAME", help="The site whose decisions are learnt from.")
def learn(site: str) -> None:
    """Let rules that are judged by their examples learn from what moderators decided since."""
    with the_house() as house, a_bar("rules", first="learning") as progress:
        known = site_named(house, site)
        with house.database.read() as connection:
            policy = house.in_force(connection, known.id).policy
        learnt = learn_rules(house, known, policy, progress=progress)
    for each in learnt:
        click.echo(f"{each.rule}: {each.broke:,} comments broke it and {each.kept:,} kept it.")
    if not learnt:
        click.echo("None of the rules in force is judged by its examples.")


def _report(found: MeasuredRule) -> Iterator[str]:
    effect = "in shadow: nothing follows from it" if found.rule.shadow else "in force"
    yield f"{found.rule.title} ({found.rule.id}), {effect}."
    yield f"Moderators rejected {found.broke:,} comments under it and published {found.kept:,}."
    if found.watched.verdicts:
        yield _watched(found.watched)
    if found.by_examples:
        learnt = f"and by {found.learnt:,} decisions" if found.learnt else "and by no decisions yet"
        count = len(found.rule.breaks) + len(found.rule.keeps)
        yield f"It is judged by its wording, by {count} examples {learnt}."
    if not found.may_reject:
        yield (
            f"It may nudge and hold; from {ENOUGH_DECISIONS} decisions on, {FEWEST_BROKEN} of them "
            "rejections, it may reject."
        )
    if not found.conditions:
        yield "No score alone decides about it, so there is no precision to measure."
    for condition in found.conditions:
        yield f"\n{condition.signal}, of what scores at or above"
        yield from _precision(condition)


def _watched(found: Watched) -> str:
    said = ", ".join(f"{verdict.word} {count:,}" for verdict, count in sorted(found.verdicts.items()))
    decided = found.broke + found.other + found.kept
    return (
        f"In shadow it would have said of comments: {said}. Of {decided:,} of them that moderators decided "
        f"about, they rejected {found.broke:,} under it and {found.other:,} under other rules, and published "
        f"{found.kept:,}."
    )


def _precision(condition: Calibrated) -> Iterator[str]:
    marks = {
        proposal.old: name
        for name, proposal in (("hold", condition.hold), ("reject", condition.reject))
        if proposal.old is not None
    }
    for threshold in sorted({*_STEPS, *marks}):
        found = at(condition.points, threshold)
        said = measured(found) if found is not None else "no decisions"
        yield f"  {shown(threshold):<6} {marks.get(threshold, ''):<7} {said}"
