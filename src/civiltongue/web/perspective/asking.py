"""Whose key a request carries, and whether its quota allows another one."""

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


def asking_program(request: Asked) -> tuple[ApiKey, Judge]:
    """Return the key that a request carries, with the judge of its site; raises Refusal."""
    house, key = house_of(request), sent_key(request.scope)
    if not key:
        raise errors.key_missing()
    with house.database.read() as connection:
        found = find_api_key(house, connection, key)
        if found is None:
            raise errors.key_not_valid(service_of(house))
        judge = house.in_force(connection, found.site_id).judge
    quotas = request.app.state.quotas
    assert isinstance(quotas, Quotas)
    try:
        quotas.draw(found)
    except TooManyRequests as refusal:
        raise errors.quota_exceeded(
            found.name, per_minute=found.per_minute, service=service_of(house), wait=refusal.retry_after
        ) from refusal
    return found, judge


def sent_key(scope: Any) -> str:
    """Return the key of a request: in its address, as clients send it, or in Google's header."""
    query_string: bytes = scope["query_string"]
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    query = parse_qs(query_string.decode("latin-1"))
    if query.get("key"):
        return query["key"][0].strip()
    return next((value.decode("latin-1").strip() for name, value in headers if name == _HEADER), "")


def service_of(house: House) -> str:
    """Return the host of this server, which stands in errors where Google's service stood."""
    return urlsplit(house.settings.base_url).netloc
