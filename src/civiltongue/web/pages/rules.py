"""The rules page, for every version that was ever in force."""

from dataclasses import replace

from litestar import Response
from litestar.params import FromPath

from civiltongue.operations.house import House
from civiltongue.policyfile.describe import describe_policy
from civiltongue.storage import sites
from civiltongue.web.ready import Built, Subject
from civiltongue.web.rendering import HEADERS, render_page
from civiltongue.web.serving import serve
from civiltongue.web.sessions import Asked, house_of, site_of

_PAIRS = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())


def get_rules_page(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Show the house rules in force."""
    return _rules(request, site, None)


def get_rules_version(request: Asked, site: FromPath[str], version: FromPath[str]) -> Response[bytes]:
    """Show the house rules of a version, at an address that stays for ever."""
    return _rules(request, site, version)


def _rules(request: Asked, name: str, version: str | None) -> Response[bytes]:
    house, site = house_of(request), site_of(request, name)
    return serve(
        request, lambda: _build(house, site.id, name, version), known=frozenset(), keep=lambda _: True
    )


def _build(house: House, site_id: str, name: str, version: str | None) -> Built:
    with house.database.read() as connection:
        in_force = sites.in_force(connection, site_id)
        shown = replace(in_force, rules=version or in_force.rules)
        policy = house.of_versions(connection, site_id, shown).policy
        versions = (0, sites.version(connection, site_id))
        site = sites.get(connection, site_id)
        known = sites.policy_versions(connection, site_id)
    body = render_page(
        "rules.html",
        own=house.settings,
        site=site,
        policy=policy,
        rules=describe_policy(policy),
        in_force=in_force.rules,
        versions=[found for found, _ in known],
    )
    return Built(Subject(name), versions, None, "text/html; charset=utf-8", body, headers=_PAIRS)
