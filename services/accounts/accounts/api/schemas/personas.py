"""Personas, as they are written and shown."""

from marshmallow import fields, validate

from accounts.api.schemas.audiences import AudienceSchema
from accounts.api.schemas.doors import NameSchema
from accounts.model.persona import MOST_NEEDS, MOST_TASKS
from portalkit.web.schemas import Schema, identifier, text


class TaskSchema(Schema):
    """What somebody comes to do, and the page of the portal where it is done."""

    label = text(100)
    path = text(300)


def _needs(**more: bool) -> fields.List:
    return fields.List(text(200), validate=validate.Length(0, MOST_NEEDS), **more)


def _tasks(**more: bool) -> fields.List:
    return fields.List(fields.Nested(TaskSchema), validate=validate.Length(0, MOST_TASKS), **more)


class WritePersonaSchema(Schema):
    """A new persona."""

    name = text(100)
    description = text(300, least=0, required=False, load_default="")
    audience_id = identifier()
    needs = _needs(required=True)
    tasks = _tasks(required=True)
    owner_id = identifier(required=False, allow_none=True)


class ChangePersonaSchema(Schema):
    """What can be changed of a persona."""

    name = text(100, required=False)
    description = text(300, least=0, required=False)
    audience_id = identifier(required=False)
    needs = _needs()
    tasks = _tasks()
    owner_id = identifier(required=False, allow_none=True)


class PersonaSchema(Schema):
    """A persona with its audience, and how many people are in that now: null where they are too many to count.

    `counted` says whether they are enough for what they do together to tell of nobody.
    """

    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    audience = fields.Nested(AudienceSchema, required=True)
    people = fields.Integer(required=True, allow_none=True)
    counted = fields.Boolean(required=True)
    needs = fields.List(fields.String(), required=True)
    tasks = fields.List(fields.Nested(TaskSchema), required=True)
    owner = fields.Nested(NameSchema, required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class PersonasQuery(Schema):
    """Those of one audience, or all."""

    audience_id = identifier(required=False)


class PersonasSchema(Schema):
    """All personas, by name."""

    items = fields.List(fields.Nested(PersonaSchema), required=True)


class CountedSchema(Schema):
    """The audiences of personas with people enough."""

    audiences = fields.List(fields.String(), required=True)
