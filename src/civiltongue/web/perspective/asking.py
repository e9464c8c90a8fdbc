"""Whose key a call carries, and whether its quota allows another one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from civiltongue.errors import TooManyRequests
from civiltongue.operations.add_api_key import find_api_key
from civiltongue.operations.house import House
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.quota import Quotas
from civiltongue.storage.api_keys import ApiKey
from civiltongue.web.perspective import errors
from civiltongue.web.sessions import Asked, house_of

_HEADER = b"x-goog-api-key"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method, alone or in a batch: the key that came with it, and what was sent."""

    house: House
    quotas: Quotas
    key: str
    body: bytes


def call_of(request: Asked, body: bytes) -> Call:
    """Return the call that a request is."""
    quotas = request.app.state.quotas
    assert isinstance(quotas, Quotas)
    return Call(house_of(request), quotas, sent_key(request.scope), body)


def asking_program(call: Call) -> tuple[ApiKey, Judge]:
    """Return the key that a call carries, with the judge of its site; raises Refusal."""
    house = call.house
    if not call.key:
        raise errors.key_missing()
    with house.database.read() as connection:
        found = find_api_key(house, connection, call.key)
        if found is None:
            raise errors.key_not_valid(service_of(house))
        judge = house.in_force(connection, found.site_id).judge
    try:
        call.quotas.draw(found)
    except TooManyRequests as refusal:
        raise errors.quota_exceeded(
            found.name, per_minute=found.per_minute, service=service_of(house), wait=refusal.retry_after
        ) from refusal
    return found, judge


def sent_key(scope: Any) -> str:
    """Return the key of a request: in its address, as clients send it, or in Google's header."""
    query_string: bytes = scope["query_string"]
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    in_header = next((value.decode("latin-1") for name, value in headers if name == _HEADER), "")
    return key_in(query_string.decode("latin-1")) or in_header.strip()


def key_in(query: str) -> str:
    """Return the key in an address's query, empty where there is none."""
    return parse_qs(query).get("key", [""])[0].strip()


def service_of(house: House) -> str:
    """Return the host of this server, which stands in errors where Google's service stood."""
    return urlsplit(house.settings.base_url).netloc
