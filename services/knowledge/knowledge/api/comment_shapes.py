"""From rows of comments to what is shown of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from knowledge.model.comment import HIDDEN, may_look_after, may_read_history, may_remove
from portalkit.decisions import view as decided
from portalkit.posts import may_edit, may_flag, person
from portalkit.viewer import Viewer

MOST_SAID = 20
Plain = dict[str, Any]


def comment(row: Row[Any], viewer: Viewer, now: datetime) -> Plain:
    """A comment on a page."""
    hidden = row.state == HIDDEN
    editable = may_edit(viewer, row.author_id, row.written_at, now, not hidden)
    view = {
        "id": row.id,
        "html": row.html,
        "author": _person(row.author_id, row),
        "written_at": row.written_at,
        "edited_at": row.edited_at,
        "hidden": hidden,
        "version": row.version,
        "can": {
            "edit": editable,
            "remove": may_remove(viewer, row.author_id, row.state, row.held),
            "hide": may_look_after(viewer, row.in_remit),
            "flag": may_flag(viewer, row.author_id, not hidden),
            "history": may_read_history(viewer, row.author_id),
        },
    }
    if editable:
        view["body"] = row.body
    if hidden:
        view |= {"held": row.held, "hidden_reason": row.hidden_reason or "", "decision_id": row.decision_id}
    return view


def queued(row: Row[Any], of: str = "") -> Plain:
    """A comment that waits for a moderator; in a row `of` something else its own columns are called after it."""
    return {
        "id": getattr(row, f"{of}id"),
        "article": {"id": row.article_id, "title": row.title},
        "category": {"id": row.category_id, "name": row.category_name},
        "html": row.html,
        "author": _person(row.author_id, row),
        "written_at": row.written_at,
        "version": getattr(row, f"{of}version"),
    }


def decision(row: Row[Any], viewer: Viewer, other: bool) -> Plain:
    """A decision with its comment. `other`: the viewer may judge what was decided here."""
    return decided(row, viewer, other) | {"comment": queued(row, "comment_")}


def flagged(row: Row[Any], said: Sequence[Row[Any]]) -> Plain:
    """A comment that somebody told of; `said` is about several."""
    about = [each for each in said if each.comment_id == row.id][:MOST_SAID]
    return {
        "comment": queued(row),
        "count": row.count,
        "first_at": row.first_at,
        "said": [
            {"by": _person(each.person, each), "reason": each.reason, "note": each.note, "at": each.flagged_at}
            for each in about
        ],
    }


def entry(row: Row[Any], viewer: Viewer) -> Plain:
    """Something that was done to a comment; who looks after comments is named to those alone."""
    named = may_look_after(viewer) or row.by_id == viewer.id
    return {
        "id": row.id,
        "at": row.at,
        "by": _person(row.by_id, row) if named else None,
        "act": row.act,
        "note": row.note,
        "body": row.body,
    }


def _person(id: str, row: Row[Any]) -> Plain:
    """Somebody by what the copy of accounts says: without a kind nothing has come yet, without a name it was erased."""
    return person(id, (row.name or "") if row.kind else None, row.kind)
