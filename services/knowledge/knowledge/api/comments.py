"""Comments over HTTP: what readers say under articles, and what is done about what does not belong there."""

from flask import current_app

from knowledge.actions import comments as actions
from knowledge.actions import flags
from knowledge.api import comment_schemas as shown
from knowledge.api.comment_shapes import comment, entry, flagged, queued
from knowledge.api.preview_schemas import Preview
from knowledge.model.comment import KEEPERS, may_read_history
from knowledge.model.newcomer import NONE, Limits
from knowledge.store import comment_history, shelves
from knowledge.store import comments as store
from knowledge.store import flags as queue
from portalkit.errors import Refused
from portalkit.markdown import render
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("comments", __name__, description="What readers say under articles")


def newcomers() -> Limits:
    """The limits of people who are new, as the operator set them."""
    limits: Limits = current_app.config.get("NEWCOMERS", NONE)
    return limits


@blueprint.reads(
    "/v1/articles/<article_id>/comments", by="anyone", takes=PageQuery, gives=shown.CommentList, etag="state"
)
def list_comments(db, viewer, query, article_id):
    """The comments under an article, as they were written."""
    shelves.check_readable(db, viewer, article_id)
    found = store.under(db, viewer, article_id, decode(query["cursor"]))
    rows, further = page(list(found), store.COMMENTS_A_PAGE, "written_at", "id")
    return {"items": [comment(row, viewer, db.now) for row in rows], "next": further}


@blueprint.creates(
    "/v1/articles/<article_id>/comments", by="member", takes=shown.WriteComment, gives=shown.CommentSchema
)
def write_comment(tx, viewer, body, article_id):
    """Say something under an article."""
    return actions.post_comment(tx, viewer, article_id, newcomers=newcomers(), **body)


@blueprint.reads("/v1/comments/<comment_id>", by="anyone", gives=shown.CommentSchema)
def get_comment(db, viewer, comment_id):
    """A comment with the version that changes name in If-Match."""
    return shown.CommentSchema().dump(store.get(db, viewer, comment_id))


@blueprint.changes("/v1/comments/<comment_id>", by="member", takes=shown.WriteComment, gives=shown.CommentSchema)
def change_comment(tx, viewer, body, version, comment_id):
    """Change a comment: its writer within a day, a moderator always."""
    return actions.edit_comment(tx, viewer, comment_id, version, newcomers=newcomers(), **body)


@blueprint.acts("/v1/comments/<comment_id>", by="member", method="DELETE")
def delete_comment(tx, viewer, comment_id):
    """Take back what one said."""
    actions.remove_comment(tx, viewer, comment_id)


@blueprint.changes(
    "/v1/comments/<comment_id>/hidden", by=KEEPERS, takes=shown.HideComment, gives=shown.CommentSchema, method="PUT"
)
def hide(tx, viewer, body, version, comment_id):
    """Hide a comment from everybody but its writer and who looks after it, or show it again."""
    act = actions.hide_comment if body["hidden"] else actions.show_comment
    return act(tx, viewer, comment_id, version, body["reason"])


@blueprint.creates("/v1/comments/<comment_id>/flags", by="member", takes=shown.NewFlag, gives=shown.FlagSchema)
def flag(tx, viewer, body, comment_id):
    """Tell the moderators of a comment."""
    return flags.flag_comment(tx, viewer, comment_id, **body)


@blueprint.acts("/v1/comments/<comment_id>/flags/dismiss", by=KEEPERS)
def dismiss(tx, viewer, comment_id):
    """Leave a comment as it is, whatever was told of it."""
    flags.dismiss_flags(tx, viewer, comment_id)


@blueprint.reads(
    "/v1/comments/<comment_id>/history", by="member", takes=PageQuery, gives=shown.CommentHistory, etag="state"
)
def history(db, viewer, query, comment_id):
    """What was done to a comment: for who wrote it, and who looks after comments."""
    row = store.placed(db, viewer, comment_id)
    if not may_read_history(viewer, row.author_id):
        raise Refused("not-yours", "Only who wrote this, and moderators, can read what it said before.", 403)
    found = comment_history.of(db, viewer, comment_id, decode(query["cursor"]))
    items, further = page(list(found), comment_history.PAGE, "id")
    article = {"id": row.article_id, "title": row.title}
    return {"id": row.id, "article": article, "items": [entry(each, viewer) for each in items], "next": further}


@blueprint.reads("/v1/moderation/flags", by="moderator", takes=PageQuery, gives=shown.FlaggedComments, etag="state")
def list_flagged(db, viewer, query):
    """The comments that somebody told of and nobody has decided about, as far as the moderator may read them."""
    rows, further = page(list(queue.flagged(db, viewer, decode(query["cursor"]))), queue.PAGE, "first_at", "id")
    said = queue.said(db, [row.id for row in rows]) if rows else ()
    return {"items": [flagged(row, said) for row in rows], "next": further}


@blueprint.reads("/v1/moderation/held", by="moderator", takes=PageQuery, gives=shown.HeldComments, etag="state")
def list_held(db, viewer, query):
    """Comments of people who are new, and what waits for a moderator, who shows or hides it."""
    rows, further = page(list(queue.held(db, viewer, decode(query["cursor"]))), queue.PAGE, "written_at", "id")
    return {"items": [queued(row) for row in rows], "next": further}


@blueprint.reads("/internal/v1/pages/comment/<comment_id>", by="anyone", gives=shown.CommentPage, etag="state")
def comment_page(db, viewer, comment_id):
    """One comment, and the article that it is under."""
    row = store.placed(db, viewer, comment_id)
    return {"comment": comment(row, viewer, db.now), "article": {"id": row.article_id, "title": row.title}}


@blueprint.asks("/internal/v1/comments/preview", by="member", takes=shown.PreviewComment, gives=Preview)
def preview(db, viewer, body):
    """A text as it would stand under an article."""
    return {"html": render(body["body"], anchors=False).html}
