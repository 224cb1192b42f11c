"""The chain of the audit log tells of whatever was done to it."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from accounts.model.audit import START, Head, Record, first_fault, hash_of

START_OF_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def chain(length):
    records, last = [], START
    for seq in range(1, length + 1):
        at = START_OF_TIME + timedelta(seconds=seq)
        record = Record(seq, at, f"user-{seq % 7}", "user.changed", f"thing-{seq}", {"fields": ["name"]}, None)
        record = replace(record, hash=hash_of(last, record))
        records.append(record)
        last = record.hash
    return records, Head(length, last)


def test_a_chain_that_nobody_touched_is_unbroken():
    records, head = chain(50)
    assert first_fault(records, head) is None
    assert first_fault(records, head, known=Head(20, records[19].hash)) is None
    assert first_fault([], Head()) is None


def test_every_one_of_a_hundred_tampers_is_found():
    draw = random.Random(7)
    for number in range(100):
        records, head = chain(30)
        at = draw.randrange(29)
        if number % 4 == 0:
            field = draw.choice(["actor", "action", "object", "requestid"])
            records[at] = replace(records[at], **{field: "forged"})
        elif number % 4 == 1:
            del records[at]
        elif number % 4 == 2:
            records[at], records[at + 1] = records[at + 1], records[at]
        else:
            del records[at + 1 :]
        assert first_fault(records, head), (number, at)


def test_a_log_that_was_cut_and_given_a_new_end_is_found_with_an_end_noted_elsewhere():
    records, noted = chain(30)
    cut = records[:20]
    assert first_fault(cut, Head(20, cut[-1].hash)) is None
    assert first_fault(cut, Head(20, cut[-1].hash), known=noted)


def test_a_log_that_was_written_anew_is_found_with_an_end_noted_elsewhere():
    records, noted = chain(30)
    forged = [replace(record, actor="somebody") for record in records]
    last = START
    for number, record in enumerate(forged):
        forged[number] = replace(record, hash=hash_of(last, record))
        last = forged[number].hash
    assert first_fault(forged, Head(30, last)) is None
    assert first_fault(forged, Head(30, last), known=noted)
