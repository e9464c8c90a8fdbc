"""The terms of use and the privacy policy of a site, each version at an address that stays for ever."""

import re

from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect
from markupsafe import Markup

from civiltongue.domain.agreement import TextKind
from civiltongue.domain.thread import Site
from civiltongue.errors import NotFound
from civiltongue.operations.house import House
from civiltongue.storage import sites, texts
from civiltongue.text.document import render_document
from civiltongue.web.ready import Built, Subject
from civiltongue.web.rendering import HEADERS, render_page
from civiltongue.web.serving import serve
from civiltongue.web.sessions import Asked, house_of, site_of

_TITLE = re.compile(r"\s*<h2>(.*?)</h2>", re.DOTALL)
_PAIRS = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())


def get_terms(request: Asked, site: FromPath[str]) -> Response[bytes] | Redirect:
    """Lead to the terms of use in force."""
    return _in_force(request, site, TextKind.TERMS)


def get_terms_version(request: Asked, site: FromPath[str], version: FromPath[str]) -> Response[bytes]:
    """Show the terms of use in a version."""
    return _version(request, site, TextKind.TERMS, version)


def get_privacy(request: Asked, site: FromPath[str]) -> Response[bytes] | Redirect:
    """Lead to the privacy policy in force."""
    return _in_force(request, site, TextKind.PRIVACY)


def get_privacy_version(request: Asked, site: FromPath[str], version: FromPath[str]) -> Response[bytes]:
    """Show the privacy policy in a version."""
    return _version(request, site, TextKind.PRIVACY, version)


def _in_force(request: Asked, name: str, kind: TextKind) -> Response[bytes] | Redirect:
    """Lead to the version in force, or to where the house rules say that the text stands."""
    house, site = house_of(request), site_of(request, name)
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
    url = policy.terms_url if kind is TextKind.TERMS else policy.privacy_url
    if not url:
        raise NotFound("The site has no such text here.", where=kind.value)
    return Redirect(url, status_code=303, headers={"Cache-Control": "no-store"})


def _version(request: Asked, name: str, kind: TextKind, version: str) -> Response[bytes]:
    house, site = house_of(request), site_of(request, name)
    return serve(request, lambda: _build(house, site, kind, version), known=frozenset(), keep=lambda _: True)


def _build(house: House, site: Site, kind: TextKind, version: str) -> Built:
    with house.database.read() as connection:
        source = texts.source(connection, site.id, kind, version)
        policy = house.in_force(connection, site.id).policy
        versions = (0, sites.version(connection, site.id))
        known = texts.versions(connection, site.id, kind)
    if source is None:
        raise NotFound("The site never had this version.", where="version")
    title, html = _titled(source)
    body = render_page(
        "text.html",
        own=house.settings,
        site=site,
        policy=policy,
        kind=kind,
        version=version,
        in_force=policy.terms_version if kind is TextKind.TERMS else policy.privacy_version,
        title=title,
        html=html,
        versions=known,
    )
    return Built(Subject(site.name), versions, None, "text/html; charset=utf-8", body, headers=_PAIRS)


def _titled(source: str) -> tuple[Markup, Markup]:
    """Return the heading that a text begins with, empty where it begins otherwise, and the rest."""
    html = render_document(source)
    found = _TITLE.match(html)
    title, rest = (found[1], html[found.end() :]) if found else ("", html)
    return Markup(title), Markup(rest)  # noqa: S704 (cleaned there)
