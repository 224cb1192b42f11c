"""Push to browsers (RFC 8030), encrypted for the browser (RFC 8291) and signed by the portal (VAPID, RFC 8292)."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from notify.channels import PlaceGone
from notify.model.note import Note, Place
from notify.settings import Settings
from portalkit.clock import utc_now
from portalkit.errors import Invalid
from portalkit.mail import MailRefused
from portalkit.outside import NotAllowed, Outside, Silent
from portalkit.secrets import kept
from portalkit.settings import WrongSetting

CURVE = ec.SECP256R1()
PUSH = "push"
SIGNED_FOR = timedelta(hours=12)  # a day at most, RFC 8292
LONGEST = 1000  # characters of an endpoint
RECORD = 4096
GONE = (404, 410)
LATER = (408, 425, 429)


def open_push(settings: Settings) -> "Push | None":
    """Push, unless this is production and no key is set: each process would make another."""
    text = settings.vapid_private_key
    if not text:
        if settings.production:
            return None
        text = kept(settings.data_dir / "keys" / "notify.vapid", new_key)
    agent = f"Atrium ({settings.public_origin})"
    outside = Outside(agent, settings.push_ports, settings.push_networks)
    return Push(key_from(text), f"mailto:{settings.mail_from}", outside)


def new_key() -> str:
    """A fresh private key as the settings take it: 32 bytes, in base64url."""
    return encoded(ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(32, "big"))


def key_from(text: str) -> ec.EllipticCurvePrivateKey:
    """The private key that a setting names. Raises WrongSetting."""
    try:
        raw = decoded(text)
        if len(raw) != 32:
            raise ValueError(len(raw))
        return ec.derive_private_key(int.from_bytes(raw, "big"), CURVE)
    except ValueError:
        raise WrongSetting("VAPID_PRIVATE_KEY: it is 32 bytes in base64url, as deploy/env/make-env writes") from None


class Push:
    """Push services of others, which take what only the browser can read."""

    name = PUSH

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey,
        contact: str,
        outside: Outside,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._contact, self._outside, self._clock = contact, outside, clock
        public = point(key.public_key())
        self.public: str | None = encoded(public)
        secret = encoded(key.private_numbers().private_value.to_bytes(32, "big"))
        parts = {"x": encoded(public[1:33]), "y": encoded(public[33:]), "d": secret}
        self._signing = ECKey.import_key({"kty": "EC", "crv": "P-256", **parts})

    def checked(self, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """The endpoint, and the keys that its browser reads with. Raises Invalid."""
        endpoint, public, secret = (data.get(name) for name in ("endpoint", "p256dh", "auth"))
        try:
            if not (isinstance(endpoint, str) and isinstance(public, str) and isinstance(secret, str)):
                raise ValueError(endpoint)
            if len(endpoint) > LONGEST or self._outside.checked(endpoint).scheme != "https":
                raise ValueError(endpoint)
            ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(public))
            if len(decoded(secret)) != 16:
                raise ValueError(secret)
        except (ValueError, NotAllowed):
            raise Invalid({"data": ["That is no browser messages can be sent to."]}) from None
        return endpoint, {"endpoint": endpoint, "p256dh": public, "auth": secret}

    def send(self, note: Note, place: Place) -> None:
        """Hand `note` to the push service of the browser. Raises OSError, MailRefused, PlaceGone."""
        endpoint, now = str(place.data["endpoint"]), self._clock()
        said = {"title": note.title, "text": note.text, "address": note.address, "id": note.id}
        body = encrypted(orjson.dumps(said), decoded(place.data["p256dh"]), decoded(place.data["auth"]))
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(max(int((note.until - now).total_seconds()), 0)),
            "Urgency": "high" if note.urgent else "normal",
            "Topic": note.id[:32],  # the same message again takes the place of the one that still waits there
            "Authorization": f"vapid t={self._token(endpoint, now)}, k={self.public}",
        }
        try:
            status = self._outside.ask("POST", endpoint, headers, body).status
        except NotAllowed as fault:
            raise MailRefused(f"its push service may not be asked: {fault}") from fault
        except Silent as fault:
            raise OSError(f"its push service does not answer: {fault.why}") from fault
        if status in GONE:
            raise PlaceGone(status)
        if status in LATER or status >= 500:
            raise OSError(f"its push service answered {status}")
        if not 200 <= status < 300:
            raise MailRefused(f"its push service refused it with {status}")

    def _token(self, endpoint: str, now: datetime) -> str:
        parts = urlsplit(endpoint)
        until = int((now.astimezone(UTC) + SIGNED_FOR).timestamp())
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": until, "sub": self._contact}
        return jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, self._signing, algorithms=["ES256"])


def encrypted(
    plain: bytes,
    receiver: bytes,
    auth: bytes,
    salt: bytes | None = None,
    own: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """`plain` as only the browser can read it: one record (RFC 8291 and 8188). `salt` and `own` are new each time."""
    salt, own = salt or os.urandom(16), own or ec.generate_private_key(CURVE)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, receiver))
    public = point(own.public_key())
    secret = _derived(32, shared, auth, b"WebPush: info\0" + receiver + public)
    key = _derived(16, secret, salt, b"Content-Encoding: aes128gcm\0")
    nonce = _derived(12, secret, salt, b"Content-Encoding: nonce\0")
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(public)]) + public
    return head + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def _derived(length: int, secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encoded(raw: bytes) -> str:
    """Bytes in base64url, without padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Bytes from base64url, padded or not. Raises ValueError."""
    bare = text.rstrip("=")
    return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
