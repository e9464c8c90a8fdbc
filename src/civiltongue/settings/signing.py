"""Reading whom the server lets vouch for readers: tables in the file of settings."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from civiltongue.domain.identity import OpenIdProvider
from civiltongue.errors import SetupInvalid

_KEY = re.compile(r"[a-z][a-z0-9-]{0,31}")


def read_providers(value: Any) -> tuple[OpenIdProvider, ...]:
    """Return the OpenID providers of the table ``openid``; raises SetupInvalid."""
    return tuple(_provider(key, table) for key, table in _tables("openid", value))


def _provider(key: str, table: Mapping[str, Any]) -> OpenIdProvider:
    where = f"openid.{key}"
    _check_keys(where, table, {"label", "issuer", "client_id", "client_secret_file", "trust_email", "sites"})
    if not _KEY.fullmatch(key):
        raise SetupInvalid(
            "The provider's key stands in addresses.", where=where, hint="Use small letters, digits and -."
        )
    trusts, sites = table.get("trust_email", False), table.get("sites", [])
    if not isinstance(trusts, bool):
        raise SetupInvalid("This setting must be true or false.", where=f"{where}.trust_email")
    if not isinstance(sites, list) or not all(isinstance(site, str) for site in sites):
        raise SetupInvalid("This setting must be a list of sites.", where=f"{where}.sites")
    secret = _secret(where, table, "client_secret_file") if "client_secret_file" in table else ""
    return OpenIdProvider(
        key=key,
        label=_text(where, table, "label"),
        issuer=_safe_url(where, table, "issuer"),
        client_id=_text(where, table, "client_id"),
        client_secret=secret,
        trusts_email=trusts,
        sites=tuple(sites),
    )


def _tables(name: str, value: Any) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(value, Mapping) or not all(isinstance(table, Mapping) for table in value.values()):
        raise SetupInvalid(
            "This setting is made of tables in the file.", where=name, hint=f"Write [{name}.NAME] above it."
        )
    return list(value.items())


def _check_keys(where: str, table: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise SetupInvalid(
            "There is no such setting.",
            where=f"{where}.{unknown[0]}",
            hint=f"Known: {', '.join(sorted(known))}.",
        )


def _text(where: str, table: Mapping[str, Any], name: str) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise SetupInvalid("This setting is needed, as a text.", where=f"{where}.{name}")
    return value


def _safe_url(where: str, table: Mapping[str, Any], name: str) -> str:
    url = _text(where, table, name)
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
    if not parts.hostname or (parts.scheme != "https" and not local):
        raise SetupInvalid("This address must begin with https://.", where=f"{where}.{name}")
    return url


def _secret(where: str, table: Mapping[str, Any], name: str) -> str:
    path = Path(_text(where, table, name))
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupInvalid(f"The secret cannot be read ({error}).", where=f"{where}.{name}") from error
    if not secret:
        raise SetupInvalid("The file of the secret is empty.", where=f"{where}.{name}")
    return secret
