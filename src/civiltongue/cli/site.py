"""``civiltongue site``: add a site, list sites, change origins and keys."""

from pathlib import Path

import click

from civiltongue.cli.house import the_house
from civiltongue.operations.add_site import add_site, renew_key, set_origins, site_named
from civiltongue.operations.site_group import set_group
from civiltongue.operations.story import story_secret
from civiltongue.policyfile import default
from civiltongue.storage import groups, sites


@click.group()
def site() -> None:
    """Add and change the sites on this server."""


@site.command()
@click.argument("name")
@click.option("--origin", "origins", multiple=True, required=True, help="Origin of the pages that embed it.")
@click.option(
    "--policy", default="newsroom", show_default=True, help="newsroom, hobby-blog, classroom, or a file."
)
def add(name: str, origins: tuple[str, ...], policy: str) -> None:
    """Add a site with its first house rules, and print its key once."""
    source = Path(policy).read_text(encoding="utf-8") if Path(policy).is_file() else default(policy)
    with the_house() as house:
        made = add_site(house, name, origins=origins, policy=source)
        click.echo(f"Site {name} is open for pages of {', '.join(made.site.origins)}.")
        click.echo(f"Its key (kept nowhere else; for your own server): {made.key}")
        click.echo("Put this into your pages, with the story's id and URL:")
        click.echo(f'  <script src="{house.settings.base_url}/embed/civiltongue.js" async></script>')
        click.echo(f'  <civil-tongue site="{name}" story="…" story-url="…"></civil-tongue>')


@site.command(name="list")
def list_sites() -> None:
    """List the sites with their origins and rules."""
    with the_house() as house, house.database.read() as connection:
        for found in sites.every(connection):
            version = sites.policy_version(connection, found.id) or "no rules"
            click.echo(f"{found.name}\t{version}\t{' '.join(found.origins)}")


@site.command()
@click.argument("name")
@click.option("--origin", "origins", multiple=True, required=True, help="Every origin, old ones as well.")
def origins(name: str, origins: tuple[str, ...]) -> None:
    """Replace the origins whose pages may show the site's comments."""
    with the_house() as house:
        changed = set_origins(house, site_named(house, name), origins)
        click.echo(f"Site {name} is open for pages of {', '.join(changed.origins)}.")


@site.command()
@click.argument("name")
def key(name: str) -> None:
    """Renew the site's key, and print it once; the old one stops working."""
    with the_house() as house:
        click.echo(renew_key(house, site_named(house, name)))


@site.command()
@click.argument("name")
@click.option("--join", "group_name", help="The group that the site is of from now on.")
@click.option("--leave", is_flag=True, help="Take the site out of its group.")
def group(name: str, group_name: str | None, *, leave: bool) -> None:
    """Let sites of one publisher share their authors, or say which sites share them."""
    with the_house() as house:
        found = site_named(house, name)
        with house.database.read() as connection:
            known = groups.group_of(connection, found.id) or ""
        wanted = "" if leave else group_name or known
        names = set_group(house, found, wanted)
        click.echo(f"{wanted or 'no group'}: {', '.join(names)}")


@site.command(name="story-secret")
@click.argument("name")
def show_story_secret(name: str) -> None:
    """Print the secret with which your pages sign what they say of their stories."""
    with the_house() as house:
        click.echo(story_secret(house, site_named(house, name)))
