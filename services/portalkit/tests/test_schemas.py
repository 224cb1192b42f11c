"""A list of records passes quickly, and is refused as any other; times are those that a calendar has."""

from datetime import UTC, datetime

import pytest
from marshmallow import ValidationError, fields, validate

from portalkit.web import Schema
from portalkit.web.schemas import Moment, Records, choice, identifier


class Thing(Schema):
    kind = choice("topic", "article")
    id = identifier()
    count = fields.Integer(strict=True, load_default=None, allow_none=True, validate=validate.Range(0, 9))


class Slowly(Schema):
    things = fields.List(fields.Nested(Thing), required=True, validate=validate.Length(max=3))


class Quickly(Schema):
    things = Records(Thing, required=True, validate=validate.Length(max=3))


GOOD = {"kind": "topic", "id": "t1", "count": 3}


def outcome(schema, things):
    try:
        return schema().load({"things": things})
    except ValidationError as fault:
        return fault.messages


@pytest.mark.parametrize(
    "things",
    [
        [GOOD, GOOD | {"count": None}],
        [{"kind": "topic", "id": "t1"}],
        [GOOD | {"kind": "reply"}],
        [GOOD | {"id": "x" * 65}],
        [GOOD | {"id": 7}],
        [GOOD | {"count": True}],
        [GOOD | {"count": "3"}],
        [GOOD | {"count": 10}],
        [GOOD | {"more": 1}],
        [GOOD] * 4,
        ["t1"],
        "t1",
        None,
    ],
)
def test_records_take_and_refuse_what_a_list_of_the_schema_does(things):
    assert outcome(Quickly, things) == outcome(Slowly, things)


def test_a_time_without_a_day_in_utc_is_refused():
    at = Moment()
    assert at.deserialize("2026-01-02T03:04:05+02:00") == datetime(2026, 1, 2, 1, 4, 5, tzinfo=UTC)
    for strange in ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2026-01-02T03:04:05", "soon"):
        with pytest.raises(ValidationError):
            at.deserialize(strange)
