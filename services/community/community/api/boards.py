"""Which audiences have a leaderboard of their own."""

from marshmallow import fields, validate

from community.actions import boards as actions
from community.api.schemas import AUDIENCE, NamedSchema
from community.model.board import MOST, NAME_MOST
from community.model.category import KEEPERS
from portalkit.web import Blueprint, Schema
from portalkit.web.schemas import text

blueprint = Blueprint("boards", __name__, description="Leaderboards of audiences")


class BoardSchema(Schema):
    """An audience, and the `name` under which its people read that it has one."""

    audience = fields.String(required=True, validate=AUDIENCE)
    name = text(NAME_MOST)


class ChooseBoardsSchema(Schema):
    """All that there are to be."""

    items = fields.List(fields.Nested(BoardSchema), required=True, validate=validate.Length(0, MOST))


class BoardsSchema(Schema):
    """All that there are, by name."""

    items = fields.List(fields.Nested(NamedSchema), required=True)


def named(boards):
    """Boards as they go out."""
    return [{"id": audience, "name": name} for audience, name in boards.items()]


@blueprint.acts("/v1/recognition/boards", by=KEEPERS, takes=ChooseBoardsSchema, gives=BoardsSchema, method="PUT")
def choose_boards(tx, viewer, body):
    """Let these audiences have a leaderboard that their own people can choose, and no others."""
    return {"items": named(actions.choose_boards(tx, viewer, body["items"]))}
