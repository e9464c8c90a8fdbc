"""``civiltongue author withhold`` and ``identity``: pseudonyms whose bearers the newsroom knows."""

import click

from civiltongue.cli.author_found import find_author
from civiltongue.cli.house import the_house
from civiltongue.operations.add_moderator import moderator_of
from civiltongue.operations.withhold_name import release_name, see_identity, withhold_name

KEY = click.option(
    "--key",
    prompt="Your moderator's key",
    hide_input=True,
    envvar="CIVILTONGUE_MODERATOR_KEY",
    help="Of a moderator with the right to do this; asked for where CIVILTONGUE_MODERATOR_KEY is not set.",
)
"""The option for the key of a moderator who has a right of their own."""


@click.command()
@click.argument("site")
@click.argument("name")
@click.argument("pseudonym")
@click.option("--proof", required=True, help="How the newsroom knows who it is; sealed with the name.")
@KEY
def withhold(site: str, name: str, pseudonym: str, proof: str, key: str) -> None:
    """Show an author under a pseudonym, marked as known to the editors; the name is sealed."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        by = moderator_of(house, key)
        shown = withhold_name(house, found, who.id, pseudonym=pseudonym, proof=proof, by=by)
        click.echo(f"{shown.id} is {shown.name} now.")


@click.command()
@click.argument("site")
@click.argument("name")
@click.option("--forget", is_flag=True, help="Forget who it is, and take the mark away.")
@KEY
def identity(site: str, name: str, key: str, *, forget: bool) -> None:
    """Say who an author with a withheld name is; each look is in the audit log."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        by = moderator_of(house, key)
        if forget:
            release_name(house, found, who.id, by=by)
            click.echo(f"Who {who.name} is, is forgotten.")
            return
        seen = see_identity(house, found, who.id, by=by)
        click.echo(f"{seen.identity.name} (verified {seen.verified_at:%Y-%m-%d}): {seen.identity.proof}")
