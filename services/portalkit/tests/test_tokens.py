"""Tokens: only what the gateway minted for this very service, unchanged and in time, is believed."""

import base64
import json
import time

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from portalkit.errors import Unidentified
from portalkit.testing import KEY, PUBLIC_KEYS
from portalkit.tokens import ISSUER, TYPE, Verifier, key_at, mint, public_set
from portalkit.viewer import VISITOR, Viewer

INGRID = Viewer(
    "u1", "customer", frozenset({"expert"}), frozenset({"everyone", "members", "a3"}), "Fjordvann", "nb", "s1"
)
NOW = int(time.time())
CLAIMS = {
    "iss": ISSUER,
    "aud": "community",
    "sub": "u1",
    "kind": "customer",
    "roles": [],
    "audiences": ["everyone"],
    "iat": NOW,
    "exp": NOW + 60,
}


@pytest.fixture
def verifier():
    return Verifier(PUBLIC_KEYS, "community")


def signed(header=None, key=KEY, **claims):
    merged = {name: value for name, value in (CLAIMS | claims).items() if value is not None}
    head = {"alg": "ES256", "typ": TYPE, "kid": KEY.kid} | (header or {})
    return jwt.encode(head, merged, key, algorithms=[head["alg"]])


def raw(header, claims, signature=b""):
    def part(value):
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    return ".".join([part(json.dumps(header).encode()), part(json.dumps(claims).encode()), part(signature)])


def test_a_good_token_says_who_is_asking(verifier):
    assert verifier.verify(mint(KEY, "community", INGRID)).viewer == INGRID
    assert verifier.verify(mint(KEY, "community", VISITOR)).viewer == VISITOR


OTHER = ECKey.generate_key("P-256", private=True)
BAD = {
    "for another service": signed(aud="knowledge"),
    "for a list of services": signed(aud=["community"]),
    "from another issuer": signed(iss="somebody"),
    "expired": signed(exp=NOW - 10),
    "without an expiry": signed(exp=None),
    "an expiry that is text": signed(exp="never"),
    "issued in the future": signed(iat=NOW + 3600),
    "of another type": signed({"typ": "JWT"}),
    "without a type": jwt.encode({"alg": "ES256", "kid": KEY.kid}, CLAIMS, KEY, algorithms=["ES256"]),
    "by another key": signed(key=OTHER),
    "by another key under our name": signed({"kid": KEY.kid}, key=OTHER),
    "with a key of its own": signed({"jwk": OTHER.as_dict(private=False)}, key=OTHER),
    "with a path as key": signed({"kid": "../../dev/null"}, key=OTHER),
    "without a signature": raw({"alg": "none", "typ": TYPE}, CLAIMS),
    "with NONE": raw({"alg": "nOnE", "typ": TYPE, "kid": KEY.kid}, CLAIMS),
    "an empty signature": raw({"alg": "ES256", "typ": TYPE, "kid": KEY.kid}, CLAIMS),
    "HMAC with our public key": jwt.encode(
        {"alg": "HS256", "typ": TYPE, "kid": KEY.kid},
        CLAIMS,
        OctKey.import_key(PUBLIC_KEYS.encode()),
        algorithms=["HS256"],
    ),
    "without a subject": signed(sub=None),
    "without audiences": signed(audiences=None),
    "nothing": "",
    "no token": "a.b.c",
    "very long": "a" * 70_000,
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_token_is_refused(verifier, why):
    with pytest.raises(Unidentified):
        verifier.verify(BAD[why])


def test_a_token_that_was_good_is_refused_once_it_has_expired(verifier, monkeypatch):
    token = mint(KEY, "community", INGRID)
    verifier.verify(token)
    later = time.time() + 66
    monkeypatch.setattr("portalkit.tokens.time.time", lambda: later)
    with pytest.raises(Unidentified):
        verifier.verify(token)


def test_a_retired_key_is_refused_while_its_successor_is_good(tmp_path):
    old, new = key_at(tmp_path / "old.json"), key_at(tmp_path / "new.json")
    both, one = Verifier(public_set(old, new), "community"), Verifier(public_set(new), "community")
    assert both.verify(mint(old, "community", INGRID)) and both.verify(mint(new, "community", INGRID))
    with pytest.raises(Unidentified):
        one.verify(mint(old, "community", INGRID))


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path):
    path = tmp_path / "keys" / "gateway.json"
    assert key_at(path).as_dict() == key_at(path).as_dict()
    assert path.stat().st_mode & 0o077 == 0
