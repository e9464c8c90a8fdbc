"""An authenticator in software, which makes and shows passkeys as a browser would, or as a thief would."""

import hashlib
import json
import re
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
_OPTIONS = re.compile(r'data-passkey="([a-z]+)" data-options="([^"]+)"')
_BEGUN = re.compile(r'name="begun" value="([^"]+)"')


def question_on(page: str) -> tuple[dict[str, Any], str]:
    """Return what a page asks a browser for: the options, and the token that goes back with the answer."""
    options, token = _OPTIONS.search(page), _BEGUN.search(page)
    assert options is not None, page
    assert token is not None, page
    return json.loads(unescape(options.group(2))), token.group(1)


@dataclass
class Authenticator:
    """Hold one passkey for one host. What a test changes here, it lies about."""

    host: str
    origin: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = b"a credential of sixteen bytes or more"
    owner: str = ""
    uses: int = 1
    flags: int = PRESENT | VERIFIED

    def create(self, options: dict[str, Any]) -> str:
        """Return a new passkey as a browser's script writes it."""
        self.owner = text_of(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        made = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + cbor2.dumps(public)
        data = self._data(ATTESTED) + made
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            clientDataJSON=self._client("webauthn.create", options), attestationObject=attestation
        )

    def get(self, options: dict[str, Any]) -> str:
        """Return the passkey as it is shown."""
        client, data = self._client("webauthn.get", options), self._data(0)
        signed = data + hashlib.sha256(client).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=self.owner.encode()
        )

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _data(self, more: int) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + struct.pack(">BI", self.flags | more, self.uses)

    def _answer(self, **response: bytes) -> str:
        names = {name: text(value) for name, value in response.items()}
        own = text(self.credential)
        return json.dumps(
            {
                "id": own,
                "rawId": own,
                "type": "public-key",
                "response": names,
                "clientExtensionResults": {},
            }
        )


def text(data: bytes) -> str:
    """Return bytes in base64url."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def text_of(encoded: str) -> str:
    """Return the text that is written in base64url."""
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
