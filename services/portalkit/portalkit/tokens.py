"""The gateway's short-lived assertions of who is asking: minted there, checked in every service."""

import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from portalkit.errors import Unidentified
from portalkit.secrets import kept
from portalkit.viewer import Viewer

ISSUER = "atrium-gateway"
TYPE = "at+svc"
SECONDS = 60
LEEWAY = 5
KEPT = 4096  # verified tokens remembered by a process


def key_at(path: Path) -> ECKey:
    """The signing key in `path`, made on first use and readable by its owner alone."""
    return ECKey.import_key(orjson.loads(kept(path, lambda: private_text(new_key()))))


def new_key() -> ECKey:
    """A fresh signing key."""
    return ECKey.generate_key("P-256", parameters={"use": "sig", "alg": "ES256"}, private=True, auto_kid=True)


def private_text(key: ECKey) -> str:
    """A signing key as the settings take it: a private JWK."""
    return orjson.dumps(key.as_dict(private=True)).decode()


def public_set(*keys: ECKey) -> str:
    """The JWK set that services check tokens with."""
    return orjson.dumps({"keys": [key.as_dict(private=False) for key in keys]}).decode()


def mint(
    key: ECKey, audience: str, viewer: Viewer, now: float | None = None, seconds: int = SECONDS, **more: Any
) -> str:
    """A token that tells `audience` (one service) who `viewer` is, good for `seconds`."""
    issued = int(time.time() if now is None else now)
    claims = {
        "iss": ISSUER,
        "aud": audience,
        "sub": viewer.id,
        "kind": viewer.kind,
        "roles": sorted(viewer.roles),
        "audiences": sorted(viewer.audiences),
        "org": viewer.organisation,
        "locale": viewer.locale,
        "sid": viewer.sid,
        "iat": issued,
        "exp": issued + seconds,
        **more,
    }
    return jwt.encode({"alg": "ES256", "typ": TYPE, "kid": key.kid}, claims, key, algorithms=["ES256"])


@dataclass(frozen=True, slots=True)
class Verified:
    """What a good token says."""

    viewer: Viewer
    expires: int
    claims: dict[str, Any]


class Verifier:
    """Checks tokens for one audience and remembers the good ones until they expire.

    The algorithm is pinned; issuer, audience, type, times and key come from our own settings, nothing from the
    token's header but which of our keys to use.
    """

    def __init__(self, keys: str, audience: str) -> None:
        self._keys = KeySet.import_key_set(orjson.loads(keys))
        self._known = {key.kid for key in self._keys.keys}
        self._audience = audience
        self._good: OrderedDict[bytes, Verified] = OrderedDict()
        self._lock = threading.Lock()

    def verify(self, token: str) -> Verified:
        """Who the token speaks for. Raises Unidentified, always alike."""
        if len(token) > 16_384:
            raise Unidentified()
        digest = hashlib.sha256(token.encode()).digest()
        now = time.time()
        good = self._good.get(digest)
        if good is None:
            good = self._check(token, now)
            with self._lock:
                self._good[digest] = good
                while len(self._good) > KEPT:
                    self._good.popitem(last=False)
        if good.expires < now - LEEWAY:
            self._good.pop(digest, None)
            raise Unidentified()
        return good

    def _check(self, token: str, now: float) -> Verified:
        try:
            checked = jwt.decode(token, self._keys, algorithms=["ES256"])
            header, claims = checked.header, checked.claims
            good = (
                header.get("typ") == TYPE
                and header.get("kid") in self._known
                and set(header) <= {"alg", "typ", "kid"}
                and claims["iss"] == ISSUER
                and claims["aud"] == self._audience
                and isinstance(claims["exp"], int)
                and claims["exp"] > now - LEEWAY
                and claims["iat"] <= now + LEEWAY
            )
            if not good:
                raise Unidentified()
            return Verified(_viewer(claims), claims["exp"], dict(claims))
        except (JoseError, ValueError, KeyError, TypeError) as fault:
            raise Unidentified() from fault


def _viewer(claims: dict[str, Any]) -> Viewer:
    return Viewer(
        id=str(claims["sub"]),
        kind=str(claims["kind"]),
        roles=frozenset(claims["roles"]),
        audiences=frozenset(claims["audiences"]),
        organisation=claims.get("org"),
        locale=str(claims.get("locale") or "en"),
        sid=claims.get("sid"),
    )
