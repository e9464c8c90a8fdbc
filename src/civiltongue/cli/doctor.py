"""``civiltongue doctor``: say what is wrong with a set-up, and what to do about it."""

import smtplib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click

from civiltongue.cli.policy_files import as_if_decided
from civiltongue.errors import CivilTongueError, SetupInvalid
from civiltongue.identity.keys import Documents
from civiltongue.identity.openid import check_provider
from civiltongue.policyfile.load import load_policy
from civiltongue.settings import Settings, read_settings
from civiltongue.storage import sites
from civiltongue.storage.database import Database
from civiltongue.storage.migration import is_current


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Check settings, secret, database, rules and mail; exits with 1 where something is wrong."""
    try:
        settings = read_settings()
    except CivilTongueError as error:
        click.echo(f"wrong  settings: {error}")
        ctx.exit(1)
    wrong = False
    for name, check in _CHECKS.items():
        for line in _run(check, settings):
            wrong = wrong or line.startswith("wrong")
            click.echo(f"{line[:5]}  {name}: {line[6:]}")
    ctx.exit(1 if wrong else 0)


def _run(check: Callable[[Settings], Iterator[str]], settings: Settings) -> Iterator[str]:
    try:
        yield from check(settings)
    except CivilTongueError as error:
        yield f"wrong {error}"


def _secret(settings: Settings) -> Iterator[str]:
    path = Path(settings.secret_file)
    if not path.exists():
        yield f"note  {path} is not there yet; the first command that needs it makes it."
        return
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        yield f"wrong {path} can be read by others (mode {mode:o}). Run: chmod 600 {path}"
    else:
        yield f"fine  {path} can be read by its owner alone."


def _database(settings: Settings) -> Iterator[str]:
    if settings.database.startswith("sqlite:///"):
        path = Path(settings.database.removeprefix("sqlite:///"))
        if not path.exists():
            yield f"note  {path} is not there yet; `civiltongue serve` makes it."
            return
    database = Database(settings.database)
    try:
        if is_current(database):
            yield "fine  it answers, and has the schema of this version."
        else:
            yield "wrong it has an older schema. Run `civiltongue serve`, which brings it up to date."
            return
        with database.read() as connection:
            known = sites.every(connection)
            for site in known:
                yield from _site(site.name, site.origins, sites.policy_in_force(connection, site.id))
        yield from _unknown_sites(settings, {site.name for site in known})
    finally:
        database.close()


def _site(name: str, origins: tuple[str, ...], policy: tuple[str, str] | None) -> Iterator[str]:
    if policy is None:
        yield f"wrong site {name} has no rules. Run: civiltongue policy adopt {name} FILE"
        return
    version, source = policy
    load_policy(source, name=f"{name} {version}", decisions=as_if_decided)
    plain = [origin for origin in origins if origin.startswith("http:") and not _is_local(origin)]
    if plain:
        yield f"wrong site {name} is embedded over plain http ({', '.join(plain)}); readers' tokens could be read."
    yield f"fine  site {name} is under version {version} of its rules."


def _address(settings: Settings) -> Iterator[str]:
    if not settings.is_secure and not _is_local(settings.base_url):
        yield f"wrong {settings.base_url} is plain http. Put TLS in front, and write https in base_url."
    else:
        yield f"fine  readers reach this server as {settings.base_url}"
    if settings.host not in {"127.0.0.1", "::1", "localhost"} and not settings.trusted_proxies:
        yield "note  no proxy is trusted: behind one, every reader has the proxy's address."


def _mail(settings: Settings) -> Iterator[str]:
    if not settings.smtp:
        yield "note  no SMTP server is set; mail is printed to the log."
        return
    parts = urlsplit(settings.smtp)
    host, port = parts.hostname or "localhost", parts.port or (465 if parts.scheme == "smtps" else 25)
    try:
        client = (
            smtplib.SMTP_SSL(host, port, timeout=5)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=5)
        )
        client.quit()
    except (OSError, smtplib.SMTPException) as error:
        raise SetupInvalid(
            f"{host}:{port} does not answer ({type(error).__name__}).",
            where="smtp",
            hint="Check the setting.",
        ) from error
    yield f"fine  {host}:{port} answers."


def _signing(settings: Settings) -> Iterator[str]:
    """Check that those who vouch for readers answer."""
    documents = Documents()
    for provider in settings.openid:
        check_provider(documents, provider)
        yield f"fine  {provider.label} answers, and leads back to {settings.base_url}/sign-in/openid/{provider.key}"
    for accounts in settings.publisher_accounts:
        if accounts.jwks_url:
            documents.document(accounts.jwks_url)
            yield f"fine  the keys for site {accounts.site} are there."


def _unknown_sites(settings: Settings, known: set[str]) -> Iterator[str]:
    named = {name for provider in settings.openid for name in provider.sites}
    named |= {accounts.site for accounts in settings.publisher_accounts}
    named |= {accounts.site for accounts in settings.disqus_sso}
    for name in sorted(named - known):
        yield f"wrong there is no site {name}, which the settings let somebody vouch for."


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in {"127.0.0.1", "localhost", "::1"}


_CHECKS = {
    "secret": _secret,
    "database": _database,
    "address": _address,
    "mail": _mail,
    "signing in": _signing,
}
