"""Passkeys: made by who has proven who they are, good for signing in, for the second step and for a proof."""

from dataclasses import replace

import pytest
from support.authenticator import PRESENT, Authenticator

from accounts.model.passkey import Site
from accounts.model.portal import Portal

ORIGIN = "https://portal.example"


class Keys:
    """What a browser does with passkeys at the service."""

    def __init__(self, service):
        self.service = service

    def challenge(self, ip="192.0.2.7"):
        return self.service.door("passkeys/challenge", ip=ip)

    def options(self):
        return self.challenge().json["options"]

    def add(self, owner, device, name="My phone"):
        options = owner.post("passkeys/challenge").json["options"]
        return owner.post("passkeys", name=name, credential=device.make(options))

    def sign_in(self, credential, known_device=None):
        return self.service.door(
            "passkeys/sign-in", credential=credential, device="Firefox on Linux", known_device=known_device
        )


@pytest.fixture
def keys(service):
    desk = replace(service.desk, portal=Portal("Saltmarsh", ORIGIN))
    service.desk = service.app.extensions["desk"] = desk
    return Keys(service)


@pytest.fixture
def device(keys, newcomer):
    """Ingrid's device with a passkey."""
    made = Authenticator(ORIGIN)
    assert keys.add(newcomer, made).status_code == 201
    return made


def test_a_passkey_is_made_named_listed_and_told_of(service, keys, newcomer, device):
    (listed,) = newcomer.factors()["passkeys"]
    assert (listed["name"], listed["used_at"]) == ("My phone", None)
    assert newcomer.factors()["takes_passkeys"] is True
    (text,) = [text for kind, to, text in service.letters() if kind == "factors-changed" and to == newcomer.email]
    assert "“My phone” signs in from now on" in text


def test_it_signs_in_without_a_password_even_where_a_code_is_asked_for(service, keys, newcomer, device):
    newcomer.with_app()
    made = keys.sign_in(device.use(keys.options()))
    assert made.status_code == 201
    assert service.whoami(made.json["session"])["viewer"]["email"] == newcomer.email
    newcomer.viewer = service.viewer(service.user(newcomer.email), made.json["sid"])
    assert newcomer.factors()["proven_until"] and newcomer.factors()["passkeys"][0]["used_at"]


def test_it_takes_the_place_of_the_code_after_the_password(service, keys, newcomer, device):
    newcomer.with_app()
    sent = {"ticket": newcomer.ticket(), "credential": device.use(keys.options()), "remember": True}
    made = service.door("sign-ins/finish", **sent)
    assert made.status_code == 201 and made.json["remembered"]


def test_it_proves_who_one_is(keys, newcomer, device, clock):
    clock.move(minutes=11)
    assert newcomer.post("passkeys/challenge").json["slug"] == "step-up-needed"
    assert newcomer.post("proof", credential=device.use(keys.options())).status_code == 200
    assert newcomer.post("passkeys/challenge").status_code == 201


def test_somebody_elses_passkey_proves_nothing_and_finishes_nothing(service, keys, newcomer, device, clock):
    newcomer.with_app()
    service.person("olav@vann.example", "Olav Vann")
    olav, other = type(newcomer)(service, service.user("olav@vann.example")), Authenticator(ORIGIN)
    keys.add(olav, other)
    clock.move(minutes=11)
    assert newcomer.post("proof", credential=other.use(keys.options())).json["slug"] == "passkey-not-good"
    sent = {"ticket": newcomer.ticket(), "credential": other.use(keys.options())}
    assert service.door("sign-ins/finish", **sent).json["slug"] == "passkey-not-good"
    assert newcomer.delete(f"passkeys/{olav.factors()['passkeys'][0]['id']}").status_code == 403
    olav.post("proof", password=service.PASSWORD)
    assert olav.delete(f"passkeys/{newcomer.factors()['passkeys'][0]['id']}").status_code == 404


def test_an_answer_is_good_once(keys, device):
    credential = device.use(keys.options())
    assert keys.sign_in(credential).status_code == 201
    assert keys.sign_in(credential).json["slug"] == "passkey-not-good"


def test_a_challenge_is_used_up_by_a_wrong_answer_too(keys, device):
    options = keys.options()
    stranger = Authenticator(ORIGIN, host="portal.example")
    assert keys.sign_in(stranger.use(options)).status_code == 422
    assert keys.sign_in(device.use(options)).status_code == 422


def test_a_challenge_holds_five_minutes(keys, device, clock):
    options = keys.options()
    clock.move(minutes=5, seconds=1)
    assert keys.sign_in(device.use(options)).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("origin", "https://portal.example.evil.example"),
        ("host", "evil.example"),
        ("flags", PRESENT),
        ("key", Authenticator(ORIGIN).key),
        ("count", -1),
    ],
)
def test_what_does_not_fit_opens_nothing(keys, device, wrong, value):
    assert keys.sign_in(device.use(keys.options())).status_code == 201
    setattr(device, wrong, value)
    answer = keys.sign_in(device.use(keys.options()))
    assert (answer.status_code, answer.json["slug"]) == (422, "passkey-not-good")


def test_a_copy_of_a_device_that_counts_is_noticed_and_one_that_does_not_count_works(keys, newcomer, device):
    copy = replace(device)
    assert [keys.sign_in(device.use(keys.options())).status_code for _ in range(2)] == [201, 201]
    assert keys.sign_in(copy.use(keys.options())).status_code == 422
    plain = Authenticator(ORIGIN, counts=False)
    keys.add(newcomer, plain)
    assert [keys.sign_in(plain.use(keys.options())).status_code for _ in range(2)] == [201, 201]


def test_a_key_that_does_not_ask_who_holds_it_is_not_kept(keys, newcomer):
    assert keys.add(newcomer, Authenticator(ORIGIN, flags=PRESENT)).json["slug"] == "passkey-not-good"
    assert keys.add(newcomer, Authenticator("https://evil.example")).json["slug"] == "passkey-not-good"
    assert newcomer.factors()["passkeys"] == []


def test_a_challenge_to_use_a_key_makes_none_and_neither_does_somebody_elses(service, keys, newcomer):
    service.person("olav@vann.example", "Olav Vann")
    olav = type(newcomer)(service, service.user("olav@vann.example"))
    credential = Authenticator(ORIGIN).make(olav.post("passkeys/challenge").json["options"])
    assert newcomer.post("passkeys", name="x", credential=credential).json["slug"] == "passkey-not-good"
    assert olav.post("passkeys", name="x", credential=credential).status_code == 422


def test_a_removed_passkey_and_one_of_a_suspended_person_open_nothing(service, keys, newcomer, device, administrator):
    other = Authenticator(ORIGIN)
    keys.add(newcomer, other)
    first, _ = newcomer.factors()["passkeys"]
    assert newcomer.delete(f"passkeys/{first['id']}").status_code == 204
    assert keys.sign_in(device.use(keys.options())).status_code == 422
    assert keys.sign_in(other.use(keys.options())).status_code == 201
    service.client.patch(f"/v1/users/{newcomer.id}", {"state": "suspended"}, administrator, 1)
    assert keys.sign_in(other.use(keys.options())).status_code == 422


NONSENSE = ("{}", "null", "[]", '"x"', "not JSON", '{"response": {"clientDataJSON": "e30"}}', "[" * 9999)


@pytest.mark.parametrize("credential", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_refused_like_anything_else(keys, newcomer, credential):
    assert keys.sign_in(credential).json["slug"] == "passkey-not-good"
    assert newcomer.post("passkeys", name="x", credential=credential).json["slug"] == "passkey-not-good"


def test_a_network_asks_for_a_bounded_number_of_challenges(keys):
    statuses = [keys.challenge().status_code for _ in range(201)]
    assert statuses[-1] == 429 and keys.challenge("198.51.100.1").status_code == 201


@pytest.mark.parametrize(
    ("address", "takes"),
    [
        ("https://portal.example", True),
        ("http://localhost:8080", True),
        ("http://127.0.0.1:8080", False),
        ("https://192.0.2.1", False),
        ("http://portal.example", False),
    ],
)
def test_browsers_bind_keys_to_names_alone_and_over_https(address, takes):
    assert Site.of(address).takes_passkeys is takes


def test_where_browsers_take_none_none_is_asked_for(service, newcomer):
    assert newcomer.factors()["takes_passkeys"] is False
    assert newcomer.post("passkeys/challenge").json["slug"] == "no-passkeys-here"
    assert service.door("passkeys/challenge", ip="192.0.2.7").json["slug"] == "no-passkeys-here"
