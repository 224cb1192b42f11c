"""The broker's definitions fit the contracts, hold no password, and let each service do what it does and no more."""

import base64
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from typing import ClassVar

import pytest
from support.backends import moved

from portalkit.bus import NotTaken
from portalkit.events import matches
from portalkit.testing.bus_suite import fact, receive_all
from portalkit.testing.kit import eventually

SERVICES = ("accounts", "knowledge", "community", "notify")


def bound(definitions, queue):
    return [each["routing_key"] for each in definitions["bindings"] if each["destination"] == queue]


def handled(service):
    return list(import_module(f"{service}.events").HANDLERS)


def test_the_committed_definitions_are_those_of_the_contracts(committed, generate):
    assert committed == generate.generate(), "python deploy/rabbitmq/generate.py > deploy/rabbitmq/definitions.json"


def test_every_type_that_is_published_reaches_a_queue(committed, generate):
    bindings = [each["routing_key"] for each in committed["bindings"]]
    assert [type for type in generate.published() if not any(matches(each, type) for each in bindings)] == []


def test_only_what_nobody_listens_to_is_kept_apart_and_that_is_bounded(committed):
    wanted = [pattern for service in SERVICES for pattern in handled(service)]
    apart = bound(committed, "portal.unconsumed")
    assert apart and not [type for type in apart if any(matches(pattern, type) for pattern in wanted)]
    (queue,) = [each for each in committed["queues"] if each["name"] == "portal.unconsumed"]
    assert queue["arguments"]["x-max-length"] <= 10_000


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_that_listens_has_a_durable_queue_with_all_it_handles(committed, service):
    patterns = handled(service)
    queues = [each for each in committed["queues"] if each["name"] == f"{service}.inbox"]
    assert len(queues) == (1 if patterns else 0)
    for queue in queues:
        assert queue["durable"] and queue["arguments"]["x-queue-type"] == "quorum"
        assert queue["arguments"]["x-delivery-limit"] >= 1_000_000
    assert set(patterns) <= set(bound(committed, f"{service}.inbox"))


def test_the_committed_definitions_hold_no_password(committed):
    assert {user["password_hash"] for user in committed["users"]} == {""}


def test_passwords_come_from_the_environment_or_a_file_and_only_as_salted_hashes(committed, load, tmp_path):
    (tmp_path / "secret").write_text("from a file\n")
    given = {"NOTIFY_BUS_PASSWORD": "from the environment", "COMMUNITY_BUS_PASSWORD_FILE": str(tmp_path / "secret")}
    users = {user["name"]: user for user in load.with_passwords(committed, given)["users"]}
    for name, password in (("notify", "from the environment"), ("community", "from a file")):
        raw = base64.b64decode(users[name]["password_hash"])
        assert raw[4:] == hashlib.sha256(raw[:4] + password.encode()).digest()
        assert users[name]["hashing_algorithm"] == "rabbit_password_hashing_sha256"
    assert users["accounts"]["password_hash"] == "" and "operator" not in users


def test_an_operator_with_a_password_may_do_everything(committed, load):
    definitions = load.with_passwords(committed, {"OPERATOR_BUS_PASSWORD": "x"})
    (user,) = [user for user in definitions["users"] if user["name"] == "operator"]
    (permission,) = [each for each in definitions["permissions"] if each["user"] == "operator"]
    assert user["tags"] == ["administrator"] and permission["configure"] == ".*"


@pytest.mark.servers
def test_a_broker_takes_the_definitions_and_each_service_hears_what_it_listens_to(join):
    notify = join("notify", *handled("notify"))
    asked = fact("community.topic.asked.v1")
    join("community", *handled("community")).publish([asked, fact("community.follow.started.v1")])
    assert receive_all(notify, 2)[0] == asked
    assert receive_all(join("knowledge", *handled("knowledge")), 1) == [asked]


class StartingUp(BaseHTTPRequestHandler):
    """A broker whose management listens before its API is there, and takes what comes after that."""

    asked: ClassVar[list[str]] = []

    def answer(self):
        self.asked.append(f"{self.command} {self.path}")
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        there = len(self.asked) > 2
        self.send_response(200 if there else 404)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"[]")

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


def test_a_broker_that_listens_before_its_api_is_there_is_waited_for(committed, load):
    with ThreadingHTTPServer(("127.0.0.1", 0), StartingUp) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        load.load(f"http://operator:x@127.0.0.1:{server.server_port}", committed)
        server.shutdown()
    overview, users, definitions = "GET /api/overview", "GET /api/users", "POST /api/definitions"
    assert StartingUp.asked == [overview, overview, overview, users, definitions, definitions]


@pytest.mark.servers
def test_loading_the_definitions_again_changes_no_password(loaded, committed, load, join):
    load.load(loaded.management, moved(load.with_passwords(committed, {}), loaded.vhost))
    join("community").publish([fact("community.topic.asked.v1")])


@pytest.mark.servers
def test_what_nobody_listens_to_is_taken_and_kept_apart(committed, join, loaded):
    unheard = sorted(bound(committed, "portal.unconsumed"))
    join("knowledge").publish([fact(next(each for each in unheard if each.startswith("knowledge.")))])
    eventually(lambda: loaded.messages("portal.unconsumed") == 1)


@pytest.mark.servers
def test_an_event_forged_in_another_services_name_is_refused_and_the_others_are_taken(join):
    notify = join("notify", *handled("notify"))
    own = [fact("community.topic.asked.v1", subject=f"t{number}") for number in range(3)]
    forged = fact("accounts.user.changed.v1")
    with pytest.raises(NotTaken) as refusal:
        join("community").publish([own[0], forged, *own[1:]])
    assert set(refusal.value.reasons) == {forged.id} and "ACCESS_REFUSED" in refusal.value.reasons[forged.id]
    arrived = set()  # by id: the broker closed the channel, so what was on its way may have been sent twice
    eventually(lambda: arrived.update(event.id for event in receive_all(notify, 0)) or len(arrived) == 3)
    assert arrived == {event.id for event in own}


@pytest.mark.servers
def test_a_service_cannot_read_another_services_queue(join):
    spy, notify = join("community", "accounts.user.*.v1", named="notify"), join("notify", *handled("notify"))
    spy.receive()
    join("accounts").publish([fact("accounts.user.changed.v1") for _ in range(20)])
    assert len(receive_all(notify, 20)) == 20 and spy.receive() == []


@pytest.mark.servers
def test_a_service_cannot_bind_its_queue_to_what_its_contracts_do_not_name_and_still_hears_the_rest(join):
    community = join("community", "accounts.session.ended.v1", *handled("community"))
    join("accounts").publish([fact("accounts.session.ended.v1"), fact("accounts.user.changed.v1")])
    assert [event.type for event in receive_all(community, 1)] == ["accounts.user.changed.v1"]
    assert community.receive() == []
