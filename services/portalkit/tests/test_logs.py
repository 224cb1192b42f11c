"""Logs tell what happened, and nothing that people typed."""

import io
import json
import sys
from pathlib import Path

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from portalkit import logs
from portalkit.tables import answers


@pytest.fixture
def lines(monkeypatch):
    """The lines that were logged so far."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    logs.set_up("info")
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    structlog.reset_defaults()


def test_what_is_named_like_a_secret_is_blanked(lines):
    structlog.get_logger().info("asked", reset_token="abc", known_device="x", password="def")
    (line,) = lines()
    assert (line["reset_token"], line["password"], line["known_device"]) == ("…", "…", "x")


def test_a_fault_is_logged_with_its_place_but_without_the_values_there(lines):
    def sign_in(typed):
        raise RuntimeError("out of order")

    try:
        sign_in("my secret words")
    except RuntimeError as fault:
        structlog.get_logger().error("unforeseen", exc_info=fault)
    (line,) = lines()
    assert line["exception"][0]["frames"][-1]["name"] == "sign_in"
    assert "my secret words" not in json.dumps(line)


def test_a_fault_of_the_database_is_told_without_the_row(database):
    row = {"principal": "ingrid@fjordvann.example", "route": "r", "key": "k", "fingerprint": "f", "status": 200}
    with pytest.raises(IntegrityError) as raised, database.transaction() as tx:
        for _ in range(2):
            tx.execute(answers.insert(), **row, headers={}, body="", created_at=tx.now)
    assert "ingrid@" not in str(raised.value)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_line_that_cannot_be_written_stops_nobody(monkeypatch):
    with pytest.raises(OSError), Path("/dev/full").open("w") as full:  # it tells once more when it is closed
        monkeypatch.setattr(sys, "stdout", full)
        logs.set_up("info")
        structlog.get_logger().error("unforeseen")
        structlog.reset_defaults()
