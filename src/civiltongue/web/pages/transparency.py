"""The public account of what was done about comments, a year at a time, for people and for programs."""

from datetime import date, timedelta

from litestar import Response
from litestar.params import FromPath

from civiltongue.domain.thread import Site
from civiltongue.errors import NotFound
from civiltongue.operations.account_for import Account
from civiltongue.operations.house import House
from civiltongue.operations.period import Period
from civiltongue.web.account_files import as_csv, as_json, page_values
from civiltongue.web.accounts import Accounts
from civiltongue.web.rendering import HEADERS, render_page
from civiltongue.web.sessions import Asked, house_of, site_of

_CACHED = {"Cache-Control": "public, max-age=600"}


def get_transparency(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Show what was decided in this year so far, up to yesterday."""
    of = site_of(request, site)
    return _page(request, of, years(house_of(request), of)[0])


def get_period(request: Asked, site: FromPath[str], period: FromPath[str]) -> Response[bytes]:
    """Show what was decided in a year (``2026``), or send its numbers (``2026.json``, ``2026.csv``)."""
    house, of = house_of(request), site_of(request, site)
    name, _, form = period.partition(".")
    known = {str(year): year for year in years(house, of)}
    if name not in known or form not in {"", "json", "csv"}:
        raise NotFound("There is no account of this.", where="period", hint="Ask for a year, such as 2026.")
    if not form:
        return _page(request, of, known[name])
    account = _account(request, of, known[name])
    body = as_json(account) if form == "json" else as_csv(account).encode()
    kind = "application/json" if form == "json" else "text/csv; charset=utf-8"
    return Response(body, media_type=kind, headers=_CACHED)


def years(house: House, site: Site) -> list[int]:
    """Return the years of which there is an account, the newest first."""
    yesterday = house.clock().date() - timedelta(days=1)
    first = min(site.created_at.date().year, yesterday.year)
    return list(range(yesterday.year, first - 1, -1))


def render_account(house: House, site: Site, account: Account, *, links: bool) -> bytes:
    """Return the page of an account; ``links`` leads to the other years and the files, on our own pages."""
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
    return render_page(
        "transparency.html",
        own=house.settings,
        site=site,
        policy=policy,
        years=years(house, site) if links else [],
        **page_values(account),
    )


def _page(request: Asked, site: Site, year: int) -> Response[bytes]:
    body = render_account(house_of(request), site, _account(request, site, year), links=True)
    return Response(body, media_type="text/html; charset=utf-8", headers={**HEADERS, **_CACHED})


def _account(request: Asked, site: Site, year: int) -> Account:
    yesterday = house_of(request).clock().date() - timedelta(days=1)
    accounts = request.app.state.accounts
    assert isinstance(accounts, Accounts)
    return accounts.of(site, Period(date(year, 1, 1), min(date(year, 12, 31), yesterday)))
