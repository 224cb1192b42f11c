"""Which trace a request belongs to, and what outlives it in rows."""

import re

import pytest
from sqlalchemy import select
from structlog.contextvars import bound_contextvars

from portalkit.deliveries import post
from portalkit.mail import Mail
from portalkit.tables import deliveries, outbox
from portalkit.tracing import context, trace_of, traceparent

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
HEX = re.compile(r"[0-9a-f]{32}")


def test_a_callers_trace_is_kept():
    assert trace_of(f"00-{TRACE}-00f067aa0ba902b7-01", "request-1") == TRACE


@pytest.mark.parametrize(
    "given", [None, "", "nonsense", f"00-{TRACE}", f"00-{'0' * 32}-00f067aa0ba902b7-01", f"00-{TRACE.upper()}-1-01"]
)
def test_without_one_it_follows_from_the_requests_id(given):
    assert trace_of(given, "01a21555-408e-7155-b62a-4faa331a905b") == "01a21555408e7155b62a4faa331a905b"


@pytest.mark.parametrize("request_id", ["zebra-zebra", "short-id", "0" * 32, "x" * 64])
def test_whatever_the_id_the_trace_is_one_that_the_standard_allows(request_id):
    trace_id = trace_of(None, request_id)
    assert HEX.fullmatch(trace_id) and set(trace_id) != {"0"}
    assert trace_of(None, request_id) == trace_id
    assert trace_of(traceparent(trace_id), "another") == trace_id


def test_facts_and_deliveries_remember_the_request_that_led_to_them(database, kit):
    with bound_contextvars(request_id="request-1", trace_id=TRACE), database.transaction() as tx:
        tx.publish("things.thing.made.v1", kit.Thing("a", "A"), {})
        post(tx, "d", "welcome", None, Mail("d", "a@x.example", "A", "Hello", "Hello", "<p>Hello"))
    with database.reading() as db:
        for table in (outbox, deliveries):
            ((request_id, parent),) = db.rows(select(table.c.requestid, table.c.traceparent))
            assert context(request_id, parent) == {"request_id": "request-1", "trace_id": TRACE}


def test_what_nobody_asked_for_belongs_to_no_request(database, kit):
    with database.transaction() as tx:
        tx.publish("things.thing.made.v1", kit.Thing("a", "A"), {})
    with database.reading() as db:
        assert [tuple(row) for row in db.rows(select(outbox.c.requestid, outbox.c.traceparent))] == [(None, None)]
    assert context(None, None) == {}
