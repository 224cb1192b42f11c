"""Push to browsers: what its push service gets, what the browser reads, and when nothing is sent."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey
from support.pushing import Browser, PushService

from notify.app import create_app
from notify.channel_push import Push, decoded, encoded, encrypted, key_from, new_key, open_push
from notify.model.times import Times
from notify.store import places, preferences, times
from notify.worker import create_worker
from portalkit.outside import Networks, Outside, Ports
from portalkit.settings import WrongSetting
from portalkit.testing import Client
from portalkit.viewer import Viewer

ADD = "/internal/v1/places"


@pytest.fixture
def service(tmp_path):
    made = PushService(tmp_path)
    yield made
    made.close()


@pytest.fixture
def push(pumps, service):
    outside = Outside("Atrium", Ports(str(service.port)), Networks("127.0.0.0/8"), tls=service.trusted)
    made = Push(key_from(new_key()), "mailto:portal@portal.example", outside, lambda: pumps.now)
    pumps.worker = create_worker(pumps.settings, pumps.database, {"push": made})
    return made


@pytest.fixture
def client(pumps, push):
    return Client(
        create_app(pumps.settings, check_answers=True, database=pumps.database, channels={"push": push}), "notify"
    )


@pytest.fixture
def browser():
    return Browser()


def add(client, viewer, data, name="Firefox on Linux"):
    return client.post(ADD, {"channel": "push", "name": name, "data": data}, viewer)


@pytest.fixture
def eve(pumps, client, service, browser):
    """Eve follows the pumps, and one browser of hers is told."""
    viewer = replace(pumps.eve, sid="s1")
    assert add(client, viewer, browser.subscribed(service.endpoint)).status_code == 200
    return viewer


def ask(house, id="t1", **changed):
    house.topic(id, **changed)
    house.work()


def of(house, person="eve"):
    with house.database.reading() as db:
        return places.of(db, person)


def test_the_example_of_rfc_8291_comes_out_as_it_stands_there():
    secret = decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
    own = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())
    receiver = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    made = encrypted(
        b"When I grow up, I want to be a watermelon",
        decoded(receiver),
        decoded("BTBZMqHH6r4Tts7J_aSIgg"),
        decoded("DGv6ra1nlYgDCS1FRnbzlw"),
        own,
    )
    assert encoded(made) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_browser_reads_what_its_person_is_told(pumps, service, browser, eve):
    ask(pumps)
    (note,) = service.read(browser)
    assert note["title"] == "Ann Lind asked in All about pumps: Which pump?"
    assert note["text"].startswith("Mine is loud.")
    assert note["address"].startswith("https://portal.example/topics/t1")
    assert len(pumps.mails()) == 1  # the mail comes as it did
    assert of(pumps)[0].last_at == pumps.now


def test_the_push_service_knows_by_whom_it_is_asked_and_how_long_it_is_news(pumps, service, push, eve):
    ask(pumps)
    ((path, headers, body),) = service.got
    assert (path, headers["content-encoding"], headers["ttl"]) == ("/send/abc", "aes128gcm", str(3 * 86400))
    assert headers["urgency"] == "normal" and len(headers["topic"]) == 32
    assert b"pump" not in body
    kind, token, key = headers["authorization"].replace(", ", " ").split(" ")
    assert (kind, key) == ("vapid", f"k={push.public}")
    point = decoded(push.public)
    public = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": encoded(point[1:33]), "y": encoded(point[33:])})
    claims = jwt.decode(token.removeprefix("t="), public, algorithms=["ES256"]).claims
    assert claims["aud"] == f"https://localhost:{service.port}"
    assert claims["sub"] == "mailto:portal@portal.example"
    assert 0 < claims["exp"] - pumps.now.timestamp() <= 86400


def test_a_push_service_that_does_not_answer_is_asked_again_with_the_same_message(pumps, service, browser, eve):
    service.answers = [503, 429]
    ask(pumps)
    pumps.later(6)
    pumps.later(31)
    pumps.later(3600)
    assert len(service.got) == 3
    assert len({note["id"] for note in service.read(browser)}) == len({got[1]["topic"] for got in service.got}) == 1
    assert pumps.states() == ["sent", "sent"]


def test_a_subscription_that_is_gone_is_forgotten_and_not_asked_again(pumps, service, eve):
    service.answers = [410]
    ask(pumps)
    assert of(pumps) == []
    ask(pumps, "t2")
    assert len(service.got) == 1
    assert sorted(pumps.states()) == ["failed", "sent", "sent"]


def test_what_is_refused_for_good_is_not_tried_again_and_the_browser_stays(pumps, service, eve):
    service.answers = [413]
    ask(pumps)
    pumps.later(3600)
    assert len(service.got) == 1 and len(of(pumps)) == 1


def test_who_may_not_see_it_any_more_when_it_is_sent_is_sent_nothing(pumps, service, eve):
    apart, pumps.worker.apart = pumps.worker.apart, {}
    ask(pumps)
    pumps.category("pumps", "staff")
    pumps.work()
    pumps.worker.apart = apart
    pumps.work()
    assert (service.got, pumps.mails()) == ([], [])
    assert pumps.states() == ["dropped", "dropped"]


def test_what_is_not_for_everybody_waits_for_fresh_copies(pumps, service, client, eve):
    pumps.user("eve", "a1")
    pumps.category("pumps", "a1")
    pumps.work()
    pumps.now += timedelta(seconds=61)
    ask(pumps)
    assert service.got == []
    pumps.pulse()
    pumps.later(6)
    assert len(service.got) == 1


def test_quiet_hours_hold_for_it_too(pumps, service, eve):
    with pumps.database.transaction() as tx:
        times.choose(tx, "eve", Times(quiet_from="08:00", quiet_until="11:00"))
    ask(pumps)
    pumps.later(3600)
    assert service.got == []
    pumps.later(3601)
    assert len(service.got) == 1


def test_one_budget_is_for_both_and_what_comes_by_both_counts_once(pumps, service, eve):
    for number in range(7):
        ask(pumps, f"t{number}")
    assert len(service.got) == len(pumps.mails()) == 5


def test_who_wants_no_mail_of_a_kind_may_still_want_it_there_within_the_budget(pumps, service, eve):
    with pumps.database.transaction() as tx:
        preferences.refuse_mail(tx, "eve", "topic-asked")
    for number in range(7):
        ask(pumps, f"t{number}")
    assert (len(service.got), pumps.mails()) == (5, [])


def test_a_kind_that_is_not_wanted_there_comes_by_mail_alone(pumps, service, client, eve):
    when = {
        "zone": "UTC",
        "quiet_from": None,
        "quiet_until": None,
        "digest": True,
        "digest_at": "08:00",
        "digest_on": 0,
    }
    choices = [{"kind": "topic-asked", "mail": "now", "portal": True, "also": []}]
    answer = client.put("/v1/preferences", when | {"choices": choices}, eve).get_json()
    also = {each["kind"]: each["also"] for each in answer["kinds"]}
    assert also["topic-asked"] == [] and also["reply-posted"] == ["push"]
    ask(pumps)
    assert (len(service.got), len(pumps.mails())) == (0, 1)
    client.put("/v1/preferences", when | {"choices": [choices[0] | {"also": ["push"]}]}, eve)
    ask(pumps, "t2")
    assert len(service.got) == 1


def test_a_kind_that_was_ended_comes_nowhere(pumps, service, client, eve):
    assert client.post("/v1/preferences/end", {"kind": "topic-asked"}, eve).status_code == 204
    ask(pumps)
    assert (service.got, pumps.mails()) == ([], [])


def test_every_browser_is_told_once_and_a_removed_one_no_more(pumps, service, client, eve):
    add(client, eve, Browser().subscribed(service.endpoint + "2"), "Chrome on Android")
    ask(pumps)
    assert {path for path, _, _ in service.got} == {"/send/abc", "/send/abc2"}
    shown = client.get("/v1/preferences", eve).get_json()["places"]
    assert [(each["name"], each["here"]) for each in shown] == [("Firefox on Linux", True), ("Chrome on Android", True)]
    assert "endpoint" not in str(shown)
    assert client.delete(f"{ADD}/{shown[0]['id']}", pumps.ben).status_code == 404
    assert client.delete(f"{ADD}/{shown[0]['id']}", eve).status_code == 204
    ask(pumps, "t2")
    assert [path for path, _, _ in service.got][2:] == ["/send/abc2"]


def test_a_browser_belongs_to_who_registered_it_last(pumps, service, client, browser, eve):
    add(client, pumps.ben, browser.subscribed(service.endpoint))
    assert of(pumps) == [] and len(of(pumps, "ben")) == 1


def test_a_browser_whose_session_ended_is_told_nothing_more(pumps, service, eve):
    pumps.tell("accounts.session.ended.v1", "s1", {"user_id": "eve"})
    pumps.work()
    ask(pumps)
    assert (service.got, of(pumps)) == ([], [])


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": "http://push.example/x"},
        {"endpoint": "https://push.example:22/x"},
        {"endpoint": "https://user:word@push.example/x"},
        {"endpoint": "file:///etc/passwd"},
        {"p256dh": "AAAA"},
        {"auth": "AAAA"},
        {"auth": "é"},
    ],
)
def test_what_is_no_subscription_is_refused(pumps, client, browser, service, changed):
    assert add(client, pumps.eve, browser.subscribed(service.endpoint) | changed).status_code == 422


def test_an_endpoint_within_the_own_network_is_never_asked(pumps, service, browser):
    inside = Push(
        key_from(new_key()), "mailto:a@b.example", Outside("Atrium", Ports(str(service.port))), lambda: pumps.now
    )
    pumps.worker = create_worker(pumps.settings, pumps.database, {"push": inside})
    client = Client(create_app(pumps.settings, database=pumps.database, channels={"push": inside}), "notify")
    assert add(client, pumps.eve, browser.subscribed(service.endpoint)).status_code == 200
    ask(pumps)
    assert service.got == []
    assert sorted(pumps.states()) == ["failed", "sent"]


def test_administrators_see_what_became_of_each(pumps, service, client, eve):
    service.answers = [503]
    ask(pumps)
    root = pumps.user("root", kind="staff")
    root = replace(root, roles=frozenset({"administrator"}))
    (item,) = client.get("/internal/v1/pages/deliveries", root).get_json()["items"]
    (note,) = item["notes"]
    assert (note["channel"], note["place"], note["outcome"]) == ("push", "Firefox on Linux", "waiting")
    assert (note["attempts"], note["fault"]) == (1, "its push service answered 503")
    assert "127.0.0.1" not in str(item)


def test_the_key_is_made_once_and_production_without_one_has_no_push(pumps):
    first, again = open_push(pumps.settings), open_push(pumps.settings)
    assert first is not None and again is not None and first.public == again.public
    assert open_push(replace(pumps.settings, env="production")) is None
    with pytest.raises(WrongSetting, match="VAPID_PRIVATE_KEY"):
        open_push(replace(pumps.settings, vapid_private_key="too-short"))


def test_administrators_have_a_push_tried_again_that_was_given_up(pumps, service, client, eve):
    service.answers = [413]
    ask(pumps)
    root = Viewer("root", "staff", frozenset({"administrator"}), pumps.eve.audiences)
    (item,) = client.get("/internal/v1/pages/deliveries", root).get_json()["items"]
    assert client.post(f"/internal/v1/deliveries/{item['id']}/again", {}, root).status_code == 204
    pumps.work()
    assert len(service.got) == 2 and len(pumps.mails()) == 1
    assert pumps.states() == ["sent", "sent"]
