"""``civiltongue policy calibrate``: thresholds from a site's own decisions, printed, drawn and drafted."""

from pathlib import Path

import click

from civiltongue.cli.bar import a_bar
from civiltongue.cli.house import the_house
from civiltongue.cli.policy_picture import picture
from civiltongue.cli.table import table
from civiltongue.engine.calibration import ENOUGH, Measured
from civiltongue.engine.foresee import Foreseen
from civiltongue.errors import BadInput, Conflict, SetupInvalid
from civiltongue.operations.add_site import site_named
from civiltongue.operations.calibrate_policy import (
    Aim,
    Calibrated,
    Calibration,
    Finding,
    Proposal,
    calibrate_policy,
)
from civiltongue.policyfile.rewrite import shown

_PICTURES = (".svg", ".html")
_ASSUMED = """\
Assumed: moderators decided about a fair sample of what came before them in the same way with about the
same score. Where a threshold is set, a published comment that nobody reported or looked at kept the
rule; where violations among the published are expected, it follows the trend of the scores that
moderators saw, so that what no detector notices is not in the estimate. What scores higher breaks a
rule no less often."""


@click.command()
@click.option("--site", required=True, metavar="NAME", help="The site whose decisions are read.")
@click.option(
    "--precision", default=0.95, show_default=True, help="Of the rejected, how many must break the rule."
)
@click.option(
    "--hold-precision", default=0.25, show_default=True, help="Of the held, how many must break the rule."
)
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Only this rule; may be given again.")
@click.option(
    "--draft",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the house rules with these thresholds to a new file.",
)
@click.option(
    "--picture",
    "drawn",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw what they mean, as .svg or .html.",
)
def calibrate(
    site: str,
    precision: float,
    hold_precision: float,
    rules: tuple[str, ...],
    draft: Path | None,
    drawn: Path | None,
) -> None:
    """Propose thresholds from what a site's moderators decided; nothing is put in force."""
    if drawn is not None and drawn.suffix not in _PICTURES:
        raise BadInput("a picture is .svg or .html.", where=str(drawn))
    if draft is not None and draft.exists():
        raise Conflict("there is a file already.", where=str(draft), hint="Name another, or remove it.")
    aim = Aim(precision, hold_precision, rules)
    with the_house() as house, a_bar("comments", first="reading") as progress:
        found = calibrate_policy(house, site_named(house, site), aim, progress=progress)
    click.echo(_report(found, aim))
    if drawn is not None:
        _write(drawn, picture(found, aim, as_page=drawn.suffix == ".html"))
        click.echo(f"\n{drawn}: drawn.")
    if draft is not None and found.changes:
        _write(draft, found.draft)
        click.echo(f"\n{draft}: written, as version {found.draft_version}. Read it, then put it in force:")
        click.echo(f"civiltongue policy adopt {site} {draft}")
    elif found.changes:
        click.echo("\nNothing was written. Give --draft FILE for a house-rules file with these thresholds.")
    else:
        click.echo("\nEvery threshold stays as it is; there is nothing to write.")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise SetupInvalid(f"it cannot be written: {error.strerror}.", where=str(path)) from error


def _report(found: Calibration, aim: Aim) -> str:
    read = f"{found.now.comments:,} comments, {found.decided:,} of them decided by moderators"
    if found.suggested:
        read += f"; {found.suggested:,} scores suggested by other programs"
    parts = [f"{read}. Rules of version {found.policy.version}."]
    if found.rescored:
        parts.append(
            f"{found.rescored:,} were scored again: their scores came from other versions of the detectors."
        )
    if found.lost:
        parts.append(
            f"{found.lost:,} were left out: their scores are of other versions, and their text is gone."
        )
    parts.append("\n" + "\n\n".join(_condition(each, aim) for each in found.conditions))
    if not found.conditions:
        parts.append("None of these rules has a threshold that a score alone decides.")
    parts.append("\n" + _foreseen(found.now, found.then) + "\n\n" + _ASSUMED)
    return "\n".join(parts)


def _condition(each: Calibrated, aim: Aim) -> str:
    lines = [f"{each.rule}: {each.signal} ({each.decisions:,} decisions)"]
    for name, proposal, share in (
        ("reject", each.reject, aim.precision),
        ("hold", each.hold, aim.hold_precision),
    ):
        if proposal.finding is not Finding.ABSENT:
            lines.append(f"  {name:<6}  {_proposal(proposal, share)}")
    return "\n".join(lines)


def _proposal(proposal: Proposal, share: float) -> str:
    assert proposal.old is not None
    assert proposal.new is not None
    old, new = shown(proposal.old), shown(proposal.new)
    change = f"{old} → {new}" if old != new else f"{old} stays"
    match proposal.finding:
        case Finding.SET:
            assert proposal.measured is not None
            return f"{change}: {measured(proposal.measured)}"
        case Finding.TOO_FEW:
            return f"{change}: too few decisions; {ENOUGH} must score as high as the threshold, {_so_many(proposal.measured)}"
        case Finding.NOT_REACHED:
            assert proposal.most is not None
            best = f"the most is {measured(proposal.most.precision)} from {shown(proposal.most.threshold)} on"
            return f"{change}: {share:.0%} is not reached; {best}"
        case _:
            return f"{change}: the nudge of the same condition begins too near to where it should be"


def measured(found: Measured) -> str:
    """Return a share with its interval and the decisions that it rests on, in words."""
    return f"{found.share:.1%} ({found.low:.1%} to {found.high:.1%}) of {found.decisions:,} decisions"


def _so_many(found: Measured | None) -> str:
    return f"{found.decisions:,} do" if found is not None and found.decisions else "none do"


def _foreseen(now: Foreseen, then: Foreseen) -> str:
    rows = [
        ("published", *(_share(one.published, one) for one in (now, then))),
        ("held", *(_share(one.held, one) for one in (now, then))),
        ("rejected", *(_share(one.rejected, one) for one in (now, then))),
    ]
    rows.append(("violations among the published, known", *(_known(one) for one in (now, then))))
    rows.append(("violations among the published, expected", *(_expected(one) for one in (now, then))))
    return table(("of all comments", "now", "then"), rows)


def _share(count: int, one: Foreseen) -> str:
    return f"{count / max(one.comments, 1):.1%}"


def _known(one: Foreseen) -> str:
    return f"{one.found / max(one.published, 1):.2%}"


def _expected(one: Foreseen) -> str:
    return "unknown" if one.expected is None else f"{one.expected / max(one.published, 1):.2%}"
