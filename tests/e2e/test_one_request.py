"""One request can be followed by its id: through the gateway, the service, and every worker that acted on it."""

import json
from secrets import token_hex

import pytest

from portalkit.testing import eventually


@pytest.fixture
def lines(portal):
    """The log's lines as data, of a portal that this run has started itself."""
    if not hasattr(portal, "output"):
        pytest.skip("the log of a portal at PORTAL_URL is its operator's")

    def about(request_id):
        there = (line[line.index("{") :] for line in list(portal.output) if request_id in line and "{" in line)
        return [json.loads(line) for line in there]

    return about


def test_a_reply_is_followed_from_the_browser_to_the_mail(portal, signed_in, lines):
    asker, expert = signed_in("tomas"), signed_in("aiko")
    topic = asker.ask("Methods and standards", f"Where does a request go? {token_hex(3)}")
    request_id, trace_id = f"seen-{token_hex(8)}", token_hex(16)
    form = expert.open(topic.path).html.form(f"{topic.path}/replies")
    ids = {"X_Request_ID": request_id, "traceparent": f"00-{trace_id}-{token_hex(8)}-01"}
    answer = expert.post(form.action, form.sent(body="To every log, by one name."), **ids).answer
    assert answer.history[0].headers["X-Request-ID"] == request_id

    def handlers():
        handled = [line for line in lines(request_id) if line["event"] == "event-handled"]
        return {line["loop"] for line in handled if line["type"] == "community.reply.posted.v1"}

    eventually(lambda: [line for line in lines(request_id) if line["event"] == "delivery-sent"], 30)
    eventually(lambda: handlers() >= {"notify", "knowledge"}, 30)
    said = lines(request_id)
    assert {line["service"] for line in said if line["event"] == "request"} == {"gateway", "community"}
    assert [line["kind"] for line in said if line["event"] == "delivery-sent"] == ["reply-posted"]
    assert {line["trace_id"] for line in said} == {trace_id}


def test_a_registration_is_followed_to_its_mail(portal, visitor, lines):
    form = visitor.open("/register").html.form("/register")
    typed = {"name": "Ida", "email": f"ida.{token_hex(3)}@newcomer.example", "password": "seven wet herons on a jetty"}
    request_id = f"seen-{token_hex(8)}"
    visitor.post(form.action, form.sent(**typed), X_Request_ID=request_id)

    eventually(lambda: [line for line in lines(request_id) if line["event"] == "delivery-sent"], 30)
    assert {line.get("service") for line in lines(request_id) if line["event"] == "request"} == {"gateway", "accounts"}
    assert len({line["trace_id"] for line in lines(request_id)}) == 1
    assert not [line for line in lines(request_id) if typed["email"] in json.dumps(line)]


def test_an_id_that_is_none_is_replaced_and_every_answer_names_its_own(visitor):
    given = visitor.open("/", X_Request_ID="no id; at all").answer.headers["X-Request-ID"]
    assert given != "no id; at all" and len(given) >= 8
    assert visitor.open("/").answer.headers["X-Request-ID"] != given
