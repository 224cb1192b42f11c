"""Who is reading a topic just now."""

from dataclasses import asdict

from marshmallow import fields

from community.actions import presences as actions
from portalkit.web import Blueprint, Schema

blueprint = Blueprint("presences", __name__, description="Who is reading a topic just now")


class ReadingSchema(Schema):
    """Whether somebody is writing a reply while they read."""

    writing = fields.Boolean(required=True)


class ReadersSchema(Schema):
    """Others who read the topic, and who of them write a reply; `names` of those one meets and who want to be named."""

    readers = fields.Integer(required=True)
    names = fields.List(fields.String(), required=True)
    writers = fields.Integer(required=True)
    writing = fields.List(fields.String(), required=True)


class NamingSchema(Schema):
    """Whether somebody wants to be named where they read."""

    named = fields.Boolean(required=True)


@blueprint.steps(
    "/internal/v1/topics/<topic_id>/readers", by="member", takes=ReadingSchema, gives=ReadersSchema, quiet=True
)
def read(database, viewer, body, topic_id):
    """Be one of those who read a topic, and see the others."""
    return asdict(actions.read(database, viewer, topic_id, **body))


@blueprint.acts("/v1/readers/named", by="member", takes=NamingSchema, gives=NamingSchema, method="PUT")
def choose_named(tx, viewer, body):
    """Be named to others who read the same, or be one of a number."""
    return {"named": actions.choose_named(tx, viewer, **body)}
