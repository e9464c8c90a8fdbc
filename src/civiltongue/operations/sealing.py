"""Sealing a text so that only this server opens it: AES-256-GCM under a key of its own (RFC 7516)."""

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from civiltongue.errors import SetupInvalid
from civiltongue.operations.house import House

_HEADER = {"alg": "dir", "enc": "A256GCM"}


def seal(house: House, purpose: str, text: str, *, about: str) -> str:
    """Return the text sealed; ``about`` names what it belongs to, and it opens for that alone."""
    return jwe.encrypt_compact({**_HEADER, "kid": about}, text.encode(), _key(house, purpose))


def unseal(house: House, purpose: str, sealed: str, *, about: str) -> str:
    """Return what was sealed; raises SetupInvalid where the secret is another one, or it is another's."""
    try:
        opened = jwe.decrypt_compact(sealed, _key(house, purpose))
    except (JoseError, ValueError) as error:
        raise _unreadable() from error
    if opened.headers().get("kid") != about or opened.plaintext is None:
        raise _unreadable()
    return opened.plaintext.decode()


def _key(house: House, purpose: str) -> OctKey:
    return OctKey.import_key(house.secrets.key(purpose))


def _unreadable() -> SetupInvalid:
    return SetupInvalid(
        "What was sealed cannot be opened.", where="secret_file", hint="It was sealed with another secret."
    )
