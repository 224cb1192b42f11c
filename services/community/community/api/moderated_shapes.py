"""From rows to what the routes of moderation give."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from portalkit.decisions import view
from portalkit.posts import MODERATOR, person
from portalkit.viewer import Viewer

Plain = dict[str, Any]
MOST_SAID = 20


def post(row: Row[Any]) -> Plain:
    """A post with the place it stands in."""
    return {
        "kind": row.post_kind,
        "id": row.thing_id,
        "topic": {"id": row.topic_id, "title": row.title},
        "category": {"id": row.category_id, "name": row.category_name},
        "html": row.html,
        "author": person(row.author_id, row.name, row.kind),
        "written_at": row.written_at,
        "version": row.post_version,
    }


def flagged(row: Row[Any], said: Sequence[Row[Any]]) -> Plain:
    """A post that somebody told of; `said` is about several posts."""
    about = [each for each in said if each.thing_id == row.thing_id][:MOST_SAID]
    return {
        "post": post(row),
        "count": row.count,
        "first_at": row.first_at,
        "said": [
            {
                "by": person(each.person, each.name, each.kind),
                "reason": each.reason,
                "note": each.note,
                "at": each.flagged_at,
            }
            for each in about
        ],
    }


def decision(row: Row[Any], viewer: Viewer, other: bool) -> Plain:
    """A decision with its post. `other`: the viewer may judge what was decided here."""
    return view(row, viewer, other) | {"post": post(row)}


def entry(row: Row[Any], viewer: Viewer) -> Plain:
    """Something that was done to a post; moderators are named to moderators alone."""
    named = viewer.has(MODERATOR) or row.by_id == viewer.id
    return {
        "id": row.id,
        "at": row.at,
        "by": person(row.by_id, row.name, row.kind) if named else None,
        "act": row.act,
        "note": row.note,
        "title": row.title,
        "body": row.body,
    }
