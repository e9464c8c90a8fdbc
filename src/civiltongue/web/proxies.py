"""The network address of a client, behind proxies that are trusted."""

from collections.abc import Sequence
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

UNKNOWN = ""


def client_address(scope: Any, trusted: Sequence[str]) -> str:
    """Return the nearest address that is not a trusted proxy's.

    ``X-Forwarded-For`` is read from its end, and only as far as trusted proxies wrote it.
    """
    client = scope.get("client")
    address = client[0] if client else UNKNOWN
    if not trusted or not _is_trusted(address, tuple(trusted)):
        return address
    forwarded = [
        part.strip()
        for name, value in scope["headers"]
        if name == b"x-forwarded-for"
        for part in value.decode("latin-1").split(",")
    ]
    for candidate in reversed(forwarded):
        address = candidate
        if not _is_trusted(candidate, tuple(trusted)):
            break
    return address


@cache
def _networks(trusted: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(network) for network in trusted)


def _is_trusted(address: str, trusted: tuple[str, ...]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed.version == network.version and parsed in network for network in _networks(trusted))
