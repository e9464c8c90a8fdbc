"""Reading whom the server lets vouch for readers: tables in the file of settings."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from civiltongue.domain.identity import DisqusAccounts, OpenIdProvider, PublisherAccounts
from civiltongue.errors import SetupInvalid

LEAST_SECRET = 32
"""An HS256 secret has at least so many bytes (RFC 7518, section 3.2)."""
_KEY = re.compile(r"[a-z][a-z0-9-]{0,31}")


def read_providers(value: Any) -> tuple[OpenIdProvider, ...]:
    """Return the OpenID providers of the table ``openid``; raises SetupInvalid."""
    return tuple(_provider(key, table) for key, table in _tables("openid", value))


def read_publishers(value: Any) -> tuple[PublisherAccounts, ...]:
    """Return the publishers of the table ``publisher_accounts``, by site; raises SetupInvalid."""
    return tuple(_publisher(site, table) for site, table in _tables("publisher_accounts", value))


def read_disqus(value: Any) -> tuple[DisqusAccounts, ...]:
    """Return the sites of the table ``disqus_sso``; raises SetupInvalid."""
    found = []
    for site, table in _tables("disqus_sso", value):
        where = f"disqus_sso.{site}"
        _check_keys(where, table, {"secret_file", "trust_email"})
        secret = _secret(where, table, "secret_file")
        found.append(DisqusAccounts(site, secret, _truth(where, table, "trust_email")))
    return tuple(found)


def _provider(key: str, table: Mapping[str, Any]) -> OpenIdProvider:
    where = f"openid.{key}"
    _check_keys(where, table, {"label", "issuer", "client_id", "client_secret_file", "trust_email", "sites"})
    if not _KEY.fullmatch(key):
        raise SetupInvalid(
            "The provider's key stands in addresses.", where=where, hint="Use small letters, digits and -."
        )
    sites = table.get("sites", [])
    if not isinstance(sites, list) or not all(isinstance(site, str) for site in sites):
        raise SetupInvalid("This setting must be a list of sites.", where=f"{where}.sites")
    secret = _secret(where, table, "client_secret_file") if "client_secret_file" in table else ""
    return OpenIdProvider(
        key=key,
        label=_text(where, table, "label"),
        issuer=_safe_url(where, table, "issuer"),
        client_id=_text(where, table, "client_id"),
        client_secret=secret,
        trusts_email=_truth(where, table, "trust_email"),
        sites=tuple(sites),
    )


def _publisher(site: str, table: Mapping[str, Any]) -> PublisherAccounts:
    where = f"publisher_accounts.{site}"
    _check_keys(where, table, {"issuer", "algorithm", "secret_file", "jwks_url"})
    algorithm = _text(where, table, "algorithm")
    secret = jwks_url = ""
    if algorithm == "HS256":
        secret = _secret(where, table, "secret_file")
        if len(secret.encode()) < LEAST_SECRET:
            raise SetupInvalid(
                f"The secret is shorter than {LEAST_SECRET} bytes.", where=where, hint="openssl rand -hex 32"
            )
    elif algorithm == "EdDSA":
        jwks_url = _safe_url(where, table, "jwks_url")
    else:
        raise SetupInvalid("The algorithm must be HS256 or EdDSA.", where=f"{where}.algorithm")
    if ("secret_file" in table) == ("jwks_url" in table):
        raise SetupInvalid("HS256 takes `secret_file`, EdDSA takes `jwks_url`.", where=where)
    return PublisherAccounts(
        site=site,
        issuer=_text(where, table, "issuer"),
        algorithm=algorithm,
        secret=secret,
        jwks_url=jwks_url,
    )


def _truth(where: str, table: Mapping[str, Any], name: str) -> bool:
    value = table.get(name, False)
    if not isinstance(value, bool):
        raise SetupInvalid("This setting must be true or false.", where=f"{where}.{name}")
    return value


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
