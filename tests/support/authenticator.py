"""The device of somebody who has passkeys (WebAuthn level 2, ES256), with all that one can do wrong."""

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, HAS_KEY = 1, 4, 64


def text(data: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Authenticator:
    """Holds one key for the portal at `origin`; `flags` are what it saw of its holder."""

    origin: str
    counts: bool = True
    flags: int = PRESENT | VERIFIED
    host: str = ""
    count: int = 0
    user: str = ""
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: str) -> str:
        """The answer to `navigator.credentials.create(options)`."""
        wanted = json.loads(options)
        self.host, self.user = self.host or wanted["rp"]["id"], wanted["user"]["id"]
        assert wanted["authenticatorSelection"]["residentKey"] == "required"
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        about = self._about(self.flags | HAS_KEY) + bytes(16) + struct.pack(">H", len(self.id)) + self.id
        made = {"fmt": "none", "attStmt": {}, "authData": about + cbor2.dumps(cose)}
        said = self._said("webauthn.create", wanted["challenge"])
        return self._answer({"clientDataJSON": text(said), "attestationObject": text(cbor2.dumps(made))})

    def use(self, options: str) -> str:
        """The answer to `navigator.credentials.get(options)`."""
        wanted = json.loads(options)
        self.count += self.counts
        about, said = self._about(self.flags), self._said("webauthn.get", wanted["challenge"])
        signature = self.key.sign(about + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        told = {"clientDataJSON": said, "authenticatorData": about, "signature": signature}
        return self._answer({name: text(data) for name, data in told.items()} | {"userHandle": self.user})

    def _about(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        told = {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}
        return json.dumps(told | {"clientExtensionResults": {}})
