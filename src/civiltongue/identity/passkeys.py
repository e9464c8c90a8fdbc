"""Passkeys (Web Authentication): what the browser is asked, and whether its answer is true."""

from dataclasses import dataclass
from typing import Any

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from civiltongue.errors import TokenInvalid

MOST_CHARACTERS = 32_768
_HINT = "Load the page again, and try once more."
_CAUSES = {
    "sign count": "counter",
    "origin": "origin",
    "RP ID": "server",
    "challenge": "challenge",
    "verification is required": "unverified",
    "signature": "signature",
}
"""What a fault of the library's is called in the audit log, by words in its message."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys are good: a host name, and the origin of its pages."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a browser has made: its id in base64url, its public key, and how often it was used."""

    credential: str
    public_key: bytes
    uses: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A passkey that a browser shows; nothing about it is checked yet. ``owner`` is whose it says it is."""

    credential: str
    owner: str
    raw: AuthenticationCredential


def creation_options(
    place: Place, *, challenge: str, owner: tuple[str, str], publication: str, known: tuple[str, ...]
) -> str:
    """Return, as JSON, what a browser needs to make a passkey for an owner (id, name).

    It must be found without a name being typed, and ask who is there; where the device has one of
    the ``known`` ones, it makes none.
    """
    return options_to_json(
        generate_registration_options(
            rp_id=place.host,
            rp_name=publication,
            user_id=owner[0].encode(),
            user_name=owner[1],
            challenge=base64url_to_bytes(challenge),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known
            ],
        )
    )


def request_options(place: Place, *, challenge: str) -> str:
    """Return, as JSON, what a browser needs to show any passkey that it has for this host."""
    return options_to_json(
        generate_authentication_options(
            rp_id=place.host,
            challenge=base64url_to_bytes(challenge),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def check_new(text: str, *, place: Place, challenge: str) -> NewPasskey:
    """Return the passkey that a browser has made; raises TokenInvalid."""
    try:
        found = verify_registration_response(
            credential=_bounded(text),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except Exception as error:  # The library lets the errors of its decoders through.
        raise _refusal(error) from error
    return NewPasskey(bytes_to_base64url(found.credential_id), found.credential_public_key, found.sign_count)


def read_shown(text: str) -> Shown:
    """Return which passkey a browser shows, unchecked; raises TokenInvalid."""
    try:
        raw = parse_authentication_credential_json(_bounded(text))
        owner = (raw.response.user_handle or b"").decode("ascii")
    except Exception as error:  # The library lets the errors of its decoders through.
        raise _refusal(error) from error
    return Shown(bytes_to_base64url(raw.raw_id), owner, raw)


def check_shown(shown: Shown, *, place: Place, challenge: str, public_key: bytes, uses: int) -> int:
    """Check that a passkey was shown here and now, by whoever it belongs to; returns its new counter.

    A counter that does not rise gives a copied passkey away. Raises TokenInvalid.
    """
    try:
        found = verify_authentication_response(
            credential=shown.raw,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=public_key,
            credential_current_sign_count=uses,
            require_user_verification=True,
        )
    except Exception as error:  # The library lets the errors of its decoders through.
        raise _refusal(error) from error
    return found.new_sign_count


def _bounded(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise TokenInvalid("This is no passkey.", where="form")
    return text


def _refusal(error: Exception) -> TokenInvalid:
    if isinstance(error, TokenInvalid):
        return error
    message: Any = str(error)
    cause = next((cause for words, cause in _CAUSES.items() if words in message), "form")
    return TokenInvalid("The passkey is not valid here.", where=cause, hint=_HINT)
