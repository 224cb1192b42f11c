"""A list of records passes quickly, and is refused as any other."""

import pytest
from marshmallow import ValidationError, fields, validate

from portalkit.web import Schema
from portalkit.web.schemas import Records, choice, identifier


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
