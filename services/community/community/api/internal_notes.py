"""Internal notes over HTTP: for the portal's pages alone, so that no program's token reaches them."""

from marshmallow import fields

from community.actions import internal_notes as actions
from community.api.schemas import PersonSchema
from community.model.internal_note import BODY_MOST, may_delete
from community.store import internal_notes, topics
from portalkit.posts import person
from portalkit.web import Blueprint, Schema
from portalkit.web.schemas import text

blueprint = Blueprint("internal-notes", __name__, description="What staff note beside topics, for staff alone")


class WriteInternalNoteSchema(Schema):
    """What is to be noted."""

    note = text(BODY_MOST)


class WrittenInternalNoteSchema(Schema):
    """What was noted."""

    id = fields.String(required=True)
    topic_id = fields.String(required=True)


class InternalNoteSchema(Schema):
    """An internal note, and whether the viewer may delete it."""

    id = fields.String(required=True)
    author = fields.Nested(PersonSchema, required=True)
    body = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)
    can_delete = fields.Boolean(required=True)


class InternalNotesSchema(Schema):
    """All beside a topic, oldest first."""

    items = fields.List(fields.Nested(InternalNoteSchema), required=True)


@blueprint.reads("/internal/v1/pages/topic/<topic_id>/internal-notes", by="staff", gives=InternalNotesSchema)
def list_internal_notes(db, viewer, topic_id):
    """What staff noted beside a topic, for staff who may read it."""
    topic = topics.get(db, viewer, topic_id)
    return {"items": [_view(row, viewer) for row in internal_notes.beside(db, topic.id)]}


@blueprint.creates(
    "/internal/v1/topics/<topic_id>/internal-notes",
    by="staff",
    takes=WriteInternalNoteSchema,
    gives=WrittenInternalNoteSchema,
)
def write_internal_note(tx, viewer, body, topic_id):
    """Note something beside a topic."""
    return actions.write_internal_note(tx, viewer, topic_id, **body)


@blueprint.acts("/internal/v1/internal-notes/<note_id>", by="staff", method="DELETE")
def delete_internal_note(tx, viewer, note_id):
    """Delete an internal note: who wrote it, or a moderator."""
    actions.delete_internal_note(tx, viewer, note_id)


def _view(row, viewer):
    return {
        "id": row.id,
        "author": person(row.author_id, row.name, row.kind),
        "body": row.body,
        "written_at": row.written_at,
        "can_delete": may_delete(viewer, row.author_id),
    }
