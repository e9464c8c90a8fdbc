"""Public keys of issuers, fetched once and again when an unknown one is named."""

from collections.abc import Callable
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


class Documents:
    """Keep JSON documents of other servers for a while, each fetched once at a time."""

    def __init__(
        self, fetch: Callable[[str], dict[str, Any]] = fetch_json, clock: Callable[[], float] = monotonic
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}
        self._lock = Lock()

    def document(self, url: str, *, at_most: float = KEPT_SECONDS) -> dict[str, Any]:
        """Return a document that is at most so many seconds old; raises Unavailable."""
        with self._lock:
            kept = self._kept.get(url)
            if kept is None or self._clock() - kept[0] >= at_most:
                kept = self._clock(), self._fetch(url)
                self._kept[url] = kept
            return kept[1]

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
