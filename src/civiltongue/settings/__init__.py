"""Settings of one server and the secrets that it keeps, read once."""

import hashlib
import hmac
import os
import secrets as randomness
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from civiltongue.domain.identity import DisqusAccounts, OpenIdProvider, PublisherAccounts
from civiltongue.errors import SetupInvalid
from civiltongue.settings.signing import read_disqus, read_providers, read_publishers

PREFIX = "CIVILTONGUE_"
DEFAULT_FILE = "civiltongue.toml"
_TABLES: dict[str, Callable[[Any], Any]] = {
    "openid": read_providers,
    "publisher_accounts": read_publishers,
    "disqus_sso": read_disqus,
}
"""Settings that are tables of the file and have no variable in the environment."""
_NUMBERS = frozenset(
    {"port", "comments_per_hour_address", "comments_per_hour_author", "comments_per_hour_site"}
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold what the operator of a server decides.

    ``database`` is a URL, ``base_url`` the address under which readers reach this server,
    ``smtp`` is ``smtp://[name:password@]host[:port]``, ``smtps://…``, or empty to print mail to
    the log. ``trusted_proxies`` are networks whose ``X-Forwarded-For`` is believed.
    ``secret_file`` holds the server's secret and is made where it is missing. The numbers of
    comments an hour hold for one network address, one author, and one site. The last
    three say who may vouch for readers: OpenID providers, and publishers for their own sites.
    """

    database: str = "sqlite:///civiltongue.sqlite"
    base_url: str = "http://127.0.0.1:8300"
    host: str = "127.0.0.1"
    port: int = 8300
    smtp: str = ""
    mail_from: str = "comments@localhost"
    trusted_proxies: tuple[str, ...] = ()
    comments_per_hour_address: int = 120
    comments_per_hour_author: int = 60
    comments_per_hour_site: int = 36_000
    secret_file: str = "civiltongue.secret"  # noqa: S105 (a file name)
    openid: tuple[OpenIdProvider, ...] = ()
    publisher_accounts: tuple[PublisherAccounts, ...] = ()
    disqus_sso: tuple[DisqusAccounts, ...] = ()

    @property
    def origin(self) -> str:
        """Return the origin of this server's own pages."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_secure(self) -> bool:
        """Say whether readers reach this server over TLS, so that cookies are marked so."""
        return self.base_url.startswith("https:")


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """Derive a key for every purpose from the server's one secret (32 bytes)."""

    master: bytes

    def key(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose; another purpose gives unrelated ones."""
        return hmac.digest(self.master, purpose.encode(), "sha256")

    def keyed_hash(self, purpose: str, value: str) -> str:
        """Return a hash of the value that cannot be guessed without the secret, in hex."""
        return hmac.new(self.key(purpose), value.encode(), hashlib.sha256).hexdigest()


def read_settings(*, file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read settings from a TOML file, then from the environment (``CIVILTONGUE_…``), which wins.

    Without ``file``, ``CIVILTONGUE_FILE`` names it, else ``civiltongue.toml`` where there is one.
    Raises SetupInvalid naming the setting.
    """
    environment = os.environ if environment is None else environment
    named = file or (Path(environment[f"{PREFIX}FILE"]) if f"{PREFIX}FILE" in environment else None)
    values = _read_file(named or Path(DEFAULT_FILE), required=named is not None)
    known = {field.name for field in fields(Settings)}
    for name in known - _TABLES.keys():
        if f"{PREFIX}{name.upper()}" in environment:
            values[name] = environment[f"{PREFIX}{name.upper()}"]
    unknown = sorted(set(values) - known)
    if unknown:
        raise SetupInvalid(
            "There is no such setting.", where=unknown[0], hint=f"Known: {', '.join(sorted(known))}."
        )
    return _checked(values)


def read_secrets(settings: Settings) -> Secrets:
    """Read the server's secret, and make it (readable by its owner alone) where there is none yet."""
    path = Path(settings.secret_file)
    try:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            text = path.read_text(encoding="ascii").strip()
        else:
            text = randomness.token_hex(32)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text + "\n")
        master = bytes.fromhex(text)
    except (OSError, ValueError) as error:
        raise SetupInvalid(
            f"The secret cannot be read ({error}).",
            where=str(path),
            hint="It must be a file of 64 hexadecimal digits that this process may read.",
        ) from error
    if len(master) < 32:
        raise SetupInvalid(
            "The secret is too short.", where=str(path), hint="Give at least 64 hexadecimal digits."
        )
    return Secrets(master)


def _read_file(path: Path, *, required: bool) -> dict[str, Any]:
    if not path.is_file():
        if required:
            raise SetupInvalid("There is no such file of settings.", where=str(path))
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SetupInvalid(f"The settings cannot be read: {error}.", where=str(path)) from error


def _number(name: str, value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError) as error:
        raise SetupInvalid("This setting must be a whole number.", where=name) from error
    if number < 1:
        raise SetupInvalid("This setting must be at least 1.", where=name)
    return number


def _checked(values: dict[str, Any]) -> Settings:
    proxies = values.get("trusted_proxies", ())
    if isinstance(proxies, str):
        proxies = [part.strip() for part in proxies.split(",") if part.strip()]
    values["trusted_proxies"] = tuple(proxies)
    try:
        for proxy in proxies:
            ip_network(proxy)
    except ValueError as error:
        raise SetupInvalid(
            f"{error}.", where="trusted_proxies", hint="Give addresses or networks such as 10.0.0.0/8."
        ) from error
    for name, value in values.items():
        if name in _NUMBERS:
            values[name] = _number(name, value)
        elif name in _TABLES:
            values[name] = _TABLES[name](value)
        elif name != "trusted_proxies" and not isinstance(value, str):
            raise SetupInvalid("This setting must be a text.", where=name)
    settings = Settings(**values)
    parts = urlsplit(settings.base_url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path not in {"", "/"}:
        raise SetupInvalid(
            "The base URL must be http(s)://host with no path.",
            where="base_url",
            hint="Write the address under which readers reach this server.",
        )
    return Settings(**{**values, "base_url": settings.base_url.rstrip("/")})
