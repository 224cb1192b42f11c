"""What a request asks is read as marshmallow reads it, in less time."""

import pytest
from marshmallow import ValidationError, fields, validate, validates_schema

from portalkit.web import Schema
from portalkit.web.asked import loaded_by
from portalkit.web.schemas import choice, identifier


class Asked(Schema):
    q = fields.String(load_default="", validate=validate.Length(max=9))
    id = identifier()
    kind = fields.List(choice("topic", "article"), load_default=list)
    audience = identifier(required=False)
    from_ = fields.Integer(data_key="from", attribute="first", load_default=0)


class Ordered(Schema):
    first = fields.Integer(load_default=1)
    last = fields.Integer(load_default=2)

    @validates_schema
    def check(self, data, **_):
        if data["first"] > data["last"]:
            raise ValidationError("The other way round.")


def outcome(load, given):
    try:
        return load(given)
    except ValidationError as fault:
        return fault.messages


GIVEN = [
    {"id": "a"},
    {"id": "a", "q": "valve", "kind": ["topic"], "from": "7", "audience": "b"},
    {"id": "a", "kind": ["reply"], "from": "x"},
    {"id": "a", "q": "far too long"},
    {"id": None},
    {"q": "valve"},
    {"id": "a", "more": 1},
    {"id": "a", "from_": 1},
    {},
    [{"id": "a"}],
    "a",
    None,
]


@pytest.mark.parametrize("given", GIVEN)
def test_what_is_given_is_taken_and_refused_as_marshmallow_does(given):
    schema = Asked()
    assert outcome(lambda it: loaded_by(schema, it), given) == outcome(schema.load, given)


def test_a_list_that_was_left_out_is_a_new_one_each_time():
    schema = Asked()
    loaded_by(schema, {"id": "a"})["kind"].append("topic")
    assert loaded_by(schema, {"id": "a"})["kind"] == []


def test_a_schema_that_looks_at_several_fields_together_still_does():
    with pytest.raises(ValidationError):
        loaded_by(Ordered(), {"first": 3})
