from gateway.minting import Mint
from portalkit.testing import KEY, PUBLIC_KEYS
from portalkit.tokens import Verifier
from portalkit.viewer import Viewer

ANA = Viewer("ana", "customer", audiences=frozenset({"everyone", "members"}), sid="sid")


class Clock:
    def __init__(self):
        import time

        self.now = time.time()

    def __call__(self):
        return self.now


def test_a_token_speaks_to_one_service_for_one_person():
    mint = Mint(KEY)
    token = mint.token("knowledge", ANA, "session", "1")
    assert Verifier(PUBLIC_KEYS, "knowledge").verify(token).viewer == ANA
    assert token != mint.token("community", ANA, "session", "1")


def test_a_token_is_used_again_while_accounts_answer_keeps_its_version():
    mint = Mint(KEY)
    token = mint.token("knowledge", ANA, "session", "1")
    assert mint.token("knowledge", ANA, "session", "1") == token
    assert mint.token("knowledge", ANA, "session", "2") != token


def test_a_token_is_made_anew_before_it_ends():
    clock = Clock()
    mint = Mint(KEY, clock)
    token = mint.token("knowledge", ANA, "session", "1")
    clock.now += 49
    assert mint.token("knowledge", ANA, "session", "1") == token
    clock.now += 2
    assert mint.token("knowledge", ANA, "session", "1") != token


def test_visitors_share_one_and_the_gateway_has_its_own():
    mint, verifier = Mint(KEY), Verifier(PUBLIC_KEYS, "accounts")
    assert mint.visitor("accounts") == mint.visitor("accounts")
    assert verifier.verify(mint.visitor("accounts")).viewer.kind == "visitor"
    gateway = verifier.verify(mint.gateway("accounts")).viewer
    assert (gateway.kind, gateway.audiences) == ("gateway", frozenset())


def test_every_ticket_for_the_live_stream_is_another_one():
    mint, verifier = Mint(KEY), Verifier(PUBLIC_KEYS, "notify-live")
    first, second = verifier.verify(mint.ticket(ANA)), verifier.verify(mint.ticket(ANA))
    assert first.claims["jti"] != second.claims["jti"]
    assert first.viewer.sid == "sid"
