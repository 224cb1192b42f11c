import time

import orjson
import pytest

from gateway.upstream.caller import Caller, quoted
from gateway.upstream.port import Answer, Refusal, Unanswered, Unchanged


class Service:
    """Gives one answer and keeps what it was asked."""

    parallel = False

    def __init__(self, status=200, body=b"{}", **headers):
        self.answer, self.calls = Answer(status, headers, body), []

    def call(self, call):
        self.calls.append(call)
        return self.answer


def caller(service, seconds=1.0):
    until = time.monotonic() + seconds
    return Caller({"x": service}, lambda name: f"token-for-{name}", "a-request-id", "ab" * 16, until, 0.5)


def test_every_call_carries_token_request_id_trace_and_deadline():
    service = Service()
    caller(service).read("x", "/v1/things", {"a": "1", "none": None, "many": ["b", "c"]})
    sent = dict(service.calls[0].headers)
    assert sent["Authorization"] == "Bearer token-for-x"
    assert sent["X-Request-ID"] == "a-request-id"
    assert sent["traceparent"].startswith(f"00-{'ab' * 16}-")
    assert 0 < int(sent["X-Deadline-Ms"]) - time.time() * 1000 <= 500
    assert service.calls[0].query == "a=1&many=b&many=c"


def test_no_call_is_made_when_the_time_is_up():
    service = Service()
    with pytest.raises(Unanswered):
        caller(service, seconds=0).read("x", "/")
    assert service.calls == []


def test_a_service_that_did_not_answer_is_not_asked_again_for_the_same_request():
    class Down(Service):
        def call(self, call):
            self.calls.append(call)
            raise Unanswered("x")

    service = Down()
    asking = caller(service)
    for one in (asking, asking, asking.speaking(lambda name: "other")):
        with pytest.raises(Unanswered):
            one.read("x", "/")
    assert len(service.calls) == 1


def test_a_problem_comes_back_with_its_slug_and_fields():
    problem = {"status": 422, "slug": "invalid", "title": "T", "detail": "D", "errors": {"name": ["Write it."]}}
    with pytest.raises(Refusal) as caught:
        caller(Service(422, orjson.dumps(problem))).act("x", "/", {})
    assert (caught.value.status, caught.value.slug, caught.value.fields) == (422, "invalid", {"name": ["Write it."]})


@pytest.mark.parametrize("answer", [Service(500), Service(200, b"<html>"), Service(302, b"{}"), Service(404, b"[]")])
def test_what_is_neither_an_answer_nor_a_problem_is_no_answer(answer):
    with pytest.raises(Unanswered):
        caller(answer).read("x", "/")


def test_a_tag_speaks_for_a_page_only_while_it_is_the_one_answer():
    asking = caller(Service(200, b"{}", etag='W/"1"'))
    asking.read("x", "/")
    assert asking.tag == 'W/"1"'
    asking.ask("x", "/visible", {})
    assert asking.tag == ""


def test_a_known_tag_is_sent_along_and_nothing_new_is_said_as_such():
    service = Service(304, b"")
    asking = caller(service)
    asking.known = 'W/"1"'
    with pytest.raises(Unchanged):
        asking.read("x", "/")
    assert ("If-None-Match", 'W/"1"') in service.calls[0].headers


def test_writes_name_their_version_and_their_key():
    service = Service()
    asking = caller(service)
    asking.change("x", "/", {}, "3")
    asking.create("x", "/", {}, "key")
    assert ("If-Match", '"3"') in service.calls[0].headers
    assert not service.calls[0].repeatable
    assert ("Idempotency-Key", "key") in service.calls[1].headers
    assert service.calls[1].repeatable


def test_an_id_can_not_leave_its_place_in_a_path():
    assert quoted("../x?y#z") == "..%2Fx%3Fy%23z"
