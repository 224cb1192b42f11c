"""The judge sees what was lost, doubled, left half done, made up, or done after a refusal, and nothing else."""

import json
from threading import Event

import pytest

from faults.judging import Verdict, weigh
from faults.ledger import Ledger
from faults.load import Load
from portalkit.testing import eventually

pytestmark = pytest.mark.faults


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "ledger.jsonl")
    for token, status in (("done", 201), ("unsure", None), ("broke", 503), ("refused", 409)):
        ledger.invoked(token, "ask")
        ledger.ended(token, status, 0.01)
    yield ledger
    ledger.close()


def judged(ledger, rows, copies):
    verdict = Verdict()
    weigh(verdict, ledger.entries, {"row": rows, "copy": copies})
    return verdict.wrong


@pytest.mark.parametrize("also", [{}, {"unsure": 1}, {"unsure": 1, "broke": 1}])
def test_what_was_acknowledged_is_there_once_and_what_was_not_once_or_not_at_all(ledger, also):
    assert judged(ledger, {"done": 1} | also, {"done": 1} | also) == []


@pytest.mark.parametrize(
    ("rows", "copies", "wrong"),
    [
        ({}, {}, ["lost: done (row)", "lost: done (copy)"]),
        ({"done": 1}, {}, ["lost: done (copy)"]),
        ({"done": 1}, {"done": 2}, ["doubled: done 2 × (copy)"]),
        ({"done": 1, "unsure": 1}, {"done": 1}, ["half: unsure (copy)"]),
        ({"done": 1}, {"done": 1, "unsure": 1}, ["half: unsure (row)"]),
        ({"done": 1, "unsure": 2}, {"done": 1, "unsure": 1}, ["doubled: unsure 2 × (row)"]),
        ({"done": 1, "else": 1}, {"done": 1}, ["strange: else (row)"]),
        ({"done": 1, "refused": 1}, {"done": 1, "refused": 1}, ["refused, and done: refused (409)"]),
    ],
)
def test_everything_else_is_a_fault(ledger, rows, copies, wrong):
    assert judged(ledger, rows, copies) == wrong


def test_the_ledger_has_a_line_for_each_step(ledger, tmp_path):
    lines = [json.loads(line) for line in (tmp_path / "ledger.jsonl").read_text().splitlines()]
    assert [(line["step"], line["token"]) for line in lines] == [
        (step, token)
        for token, end in zip(ledger.entries, ("acked", "indeterminate", "indeterminate", "failed"), strict=True)
        for step in ("invoked", end)
    ]


class Slow:
    name = "slow"

    def __init__(self, gate):
        self._gate = gate

    def send(self, token):
        self._gate.wait(10)
        return 201


def test_the_load_does_not_wait_for_answers_and_counts_from_when_it_was_due(tmp_path):
    gate, ledger = Event(), Ledger(tmp_path / "ledger.jsonl")
    with Load([Slow(gate)], ledger, rate=200) as load:
        eventually(lambda: len(ledger.entries) >= 20)
        assert ledger.tokens("acked") == []
        gate.set()
    assert load.faults == [] and len(ledger.tokens("acked")) == len(ledger.entries)
    assert max(entry.seconds for entry in ledger.entries.values()) >= 0.05
