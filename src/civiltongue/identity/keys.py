"""Public keys of issuers, fetched once and again when an unknown one is named."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from civiltongue.errors import TokenInvalid, Unavailable
from civiltongue.identity.fetching import fetch_json

KEPT_SECONDS = 3600.0
PAUSE_SECONDS = 30.0
"""A key that nobody knows makes us look again, but not more often than this."""
RETRY_SECONDS = 5.0
"""How long a server that has failed is left alone."""


@dataclass(slots=True)
class _Shelf:
    """What is kept of one address: the last answer or the last failure, and when it came."""

    lock: Lock = field(default_factory=Lock)
    at: float = 0.0
    document: dict[str, Any] | None = None
    failure: Unavailable | None = None


class Documents:
    """Keep JSON documents of other servers for a while, each fetched once at a time.

    Who waits for one address keeps nobody from another; and a server that has just failed is not
    asked again at once, so that those who sign in do not all wait for it.
    """

    def __init__(
        self, fetch: Callable[[str], dict[str, Any]] = fetch_json, clock: Callable[[], float] = monotonic
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._shelves: defaultdict[str, _Shelf] = defaultdict(_Shelf)
        self._lock = Lock()

    def document(self, url: str, *, at_most: float = KEPT_SECONDS) -> dict[str, Any]:
        """Return a document that is at most so many seconds old; raises Unavailable."""
        with self._lock:
            shelf = self._shelves[url]
        with shelf.lock:
            age = self._clock() - shelf.at
            if shelf.failure is not None and age < RETRY_SECONDS:
                raise Unavailable(shelf.failure.message, where=shelf.failure.where, hint=shelf.failure.hint)
            if shelf.document is None or shelf.failure is not None or age >= at_most:
                try:
                    shelf.document, shelf.failure = self._fetch(url), None
                except Unavailable as failure:
                    shelf.failure = failure
                    raise
                finally:
                    shelf.at = self._clock()
            return shelf.document

    def keys(self, url: str, key_id: str | None) -> KeySet:
        """Return an issuer's keys for signatures, looked for anew where none has this id.

        Raises Unavailable, and TokenInvalid where there is no such key.
        """
        found = _for_signatures(self.document(url), key_id)
        if not found:
            found = _for_signatures(self.document(url, at_most=PAUSE_SECONDS), key_id)
        if not found:
            raise TokenInvalid("The token is signed with a key that its issuer does not know.", where="key")
        try:
            return KeySet.import_key_set({"keys": found})
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise Unavailable("The issuer's keys cannot be read.", where=url[:200]) from error


def _for_signatures(document: dict[str, Any], key_id: str | None) -> list[Any]:
    """Return the public keys that may have signed a token with this key id.

    Secrets have no place in such a document: one there must not turn a public key into a shared one.
    """
    listed = document.get("keys")
    return [
        key
        for key in (listed if isinstance(listed, list) else [])
        if isinstance(key, dict)
        and key.get("kty") in {"RSA", "EC", "OKP"}
        and key.get("use", "sig") == "sig"
        and (key_id is None or key.get("kid") == key_id)
    ]
