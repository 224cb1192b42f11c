"""What a service holds of the person who asks: the same routes in every service."""

from typing import Any

from flask import current_app
from marshmallow import fields, validate

from portalkit import rights
from portalkit.database import Reading
from portalkit.errors import Missing
from portalkit.viewer import Viewer
from portalkit.web.routes import Blueprint
from portalkit.web.schemas import Schema, choice

PIECE = 1_000_000  # bytes

blueprint = Blueprint("rights", __name__, description="What is held of oneself")


class HeldNounSchema(Schema):
    """How much there is of a noun, and what erasure does with it: it goes, is emptied, or is kept for the ground."""

    noun = fields.String(required=True)
    count = fields.Integer(required=True)
    outcome = choice(rights.DELETED, rights.EMPTIED, rights.KEPT)
    ground = fields.String(required=True)


class HeldSchema(Schema):
    """Everything there is of a person."""

    items = fields.List(fields.Nested(HeldNounSchema), required=True)


class PieceSchema(Schema):
    """From which byte on; there is no more when a piece has fewer than a million."""

    start = fields.Integer(load_default=0, validate=validate.Range(0, 2**31 - 1))


@blueprint.reads("/internal/v1/held", by="member", gives=HeldSchema)
def list_held(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """How much is held of oneself, and what would become of it."""
    return {"items": rights.counted(db, _held(), viewer.id)}


@blueprint.hands_out("/internal/v1/exports/<export_id>", by="member", takes=PieceSchema)
def open_export(db: Reading, viewer: Viewer, query: dict[str, Any], export_id: str) -> bytes:
    """A piece of this service's part of one's own export: JSON by noun, gzipped. Raises Missing."""
    part = rights.part_of(db, viewer.id, export_id)
    if part is None:
        raise Missing()
    return part[query["start"] : query["start"] + PIECE]


def _held() -> tuple[rights.Held, ...]:
    return rights.held(current_app.name)
