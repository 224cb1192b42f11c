"""From rows to the plain dicts that go out as they are. What a viewer may do is asked of the model."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from community.model.badge import level_name
from community.model.category import keeps
from community.model.history import may_read_history
from community.model.idea import IDEA
from community.model.tag import clean_tag
from community.model.topic import may_accept, may_reply
from community.model.vote import may_vote
from portalkit.errors import Missing
from portalkit.posts import MODERATOR, may_edit, may_flag, person
from portalkit.viewer import Viewer, joined, key_parts

Plain = dict[str, Any]
Marks = tuple[bool | None, bool | None]


def topic_row(row: Row[Any] | Sequence[Any]) -> Plain:
    """A topic in a list."""
    (
        id,
        title,
        excerpt,
        category_id,
        author_id,
        name,
        kind,
        asked_at,
        last_at,
        count,
        state,
        what,
        votes,
        pinned,
        idea_state,
        category,
    ) = row
    return {
        "id": id,
        "title": title,
        "excerpt": excerpt,
        "category": {"id": category_id, "name": category},
        "author": person(author_id, name, kind),
        "asked_at": asked_at,
        "last_activity_at": last_at,
        "reply_count": count,
        "state": state,
        "kind": what,
        "votes": votes,
        "pinned": pinned,
        "idea_state": idea_state if what == IDEA else None,
    }


def topic(row: Row[Any], viewer: Viewer, now: datetime) -> Plain:
    """A topic on its page."""
    moderator = viewer.has(MODERATOR)
    can = {
        "reply": may_reply(viewer, row.shown, row.locked),
        "accept": may_accept(viewer, row.author_id, row.shown, row.topic_kind),
        "edit": may_edit(viewer, row.author_id, row.asked_at, now, row.shown),
        "hide": moderator,
        "follow": viewer.signed_in and row.shown,
        "flag": may_flag(viewer, row.author_id, row.shown),
        "history": may_read_history(viewer, row.author_id),
        "vote": may_vote(viewer, row.author_id, row.shown),
        "moderate": moderator,
        "judge": keeps(viewer) and row.shown and row.topic_kind == IDEA,
    }
    view = {
        "id": row.id,
        "title": row.title,
        "html": row.html,
        "author": author(row.author_id, row.name, row.kind, (row.verified_customer, row.expert), row.points),
        "asked_at": row.asked_at,
        "edited_at": row.edited_at,
        "state": row.state,
        "locked": row.locked,
        "hidden": not row.shown,
        "category": {"id": row.category_id, "name": row.category_name},
        "accepted": _accepted(row, viewer, now),
        "reply_count": row.reply_count,
        "version": row.version,
        "kind": row.topic_kind,
        "pinned": row.pinned,
        "idea": {"state": row.idea_state, "reason": row.idea_reason} if row.topic_kind == IDEA else None,
        "votes": row.votes,
        "voted": row.voted,
        "following": row.following,
        "article_id": row.article_id,
        "tags": row.tags.split(),
        "can": can,
    }
    if viewer.kind == "staff":
        view["audiences"] = key_parts(joined(row.audience_key, row.category_key))
    if can["edit"]:
        view["body"] = row.body
    if not row.shown:
        view["held"] = row.held
        view["hidden_reason"] = row.hidden_reason or ""
        view["decision_id"] = row.decision_id
    return view


def author(id: str, name: str | None, kind: str | None, marks: Marks, points: int | None) -> Plain:
    """Somebody beside what they wrote, with the marks they have and the level they have reached."""
    return person(id, name, kind) | marked(*marks) | {"level": level_name(points)}


def marked(verified: bool | None, expert: bool | None) -> Plain:
    """The marks beside a name: whether somebody is a customer for sure, and whether an expert."""
    return {"verified_customer": bool(verified), "expert": bool(expert)}


def tag(query: Plain) -> str | None:
    """The tag that was asked for, as tags are kept."""
    return query["tag"] and clean_tag(query["tag"])


def kin(origin: Sequence[Row[Any]], offshoots: Sequence[Row[Any]]) -> Plain:
    """What a topic was split from, and what was split from it."""
    parts = [[{"id": row.id, "title": row.title} for row in rows] for rows in (origin, offshoots)]
    return {"split_from": parts[0][0] if parts[0] else None, "split_into": parts[1]}


def _accepted(row: Row[Any], viewer: Viewer, now: datetime) -> Plain | None:
    met = row.shown or viewer.has(MODERATOR) or row.a_author_id == viewer.id
    if row.a_state != "shown" or not met:
        return None
    found = (
        row.accepted_reply_id,
        row.a_html,
        row.a_body,
        row.a_author_id,
        row.a_name,
        row.a_kind,
        row.a_verified,
        row.a_expert,
        row.a_written_at,
        row.a_edited_at,
        row.a_state,
        row.a_hidden_reason,
        row.a_version,
        row.a_decision_id,
        row.a_votes,
        row.a_voted,
        False,
        row.a_points,
    )
    return reply(found, viewer, now, row.accepted_reply_id, False)


def reply(
    row: Row[Any] | tuple[Any, ...], viewer: Viewer, now: datetime, accepted_id: str | None, acceptable: bool
) -> Plain:
    """A reply on a page. `acceptable`: the viewer may choose the answer in its topic."""
    (
        id,
        html,
        body,
        author_id,
        name,
        kind,
        verified,
        expert,
        written_at,
        edited_at,
        state,
        reason,
        version,
        decision_id,
        votes,
        voted,
        held,
        points,
    ) = row
    hidden, accepted = state == "hidden", id == accepted_id
    view: Plain = {
        "id": id,
        "html": html,
        "author": author(author_id, name, kind, (verified, expert), points),
        "written_at": written_at,
        "edited_at": edited_at,
        "accepted": accepted,
        "hidden": hidden,
        "votes": votes,
        "voted": voted,
        "version": version,
        "can": {
            "edit": may_edit(viewer, author_id, written_at, now, not hidden),
            "hide": viewer.has(MODERATOR),
            "accept": acceptable and not accepted and not hidden,
            "flag": may_flag(viewer, author_id, not hidden),
            "history": may_read_history(viewer, author_id),
            "vote": may_vote(viewer, author_id, not hidden),
        },
    }
    if view["can"]["edit"]:
        view["body"] = body
    if hidden:
        view |= {"held": held, "hidden_reason": reason or "", "decision_id": decision_id}
    return view


def tree(rows: Sequence[Row[Any]]) -> list[Plain]:
    """Categories in the order of the tree; each counts what stands below it too."""
    counts = {row.id: row.count for row in rows}
    for id, parent_id, *_ in reversed(rows):
        if parent_id in counts:
            counts[parent_id] += counts[id]
    return [
        {"id": id, "name": name, "description": description, "topic_count": counts[id], "depth": path.count("/")}
        for id, _, name, description, path, *_ in rows
    ]


def chosen(rows: Sequence[Row[Any]], id: str | None) -> Row[Any] | None:
    """The category among `rows` that was asked for, or None when none was. Raises Missing."""
    if id is None:
        return None
    for row in rows:
        if row.id == id:
            return row
    raise Missing()


def inside(rows: Sequence[Row[Any]], category: Row[Any]) -> list[str]:
    """The ids of a category and of all below it."""
    below = category.path + "/"
    return [row.id for row in rows if row.id == category.id or row.path.startswith(below)]


def staff_category(row: Row[Any]) -> Plain:
    """A category where it is edited."""
    return {
        "id": row.id,
        "name": row.name,
        "description": row.description,
        "parent_id": row.parent_id,
        "depth": row.path.count("/"),
        "audiences": key_parts(row.own_key),
        "owner_id": row.owner_id,
        "deputy_id": row.deputy_id,
        "version": row.version,
        "count": row.count,
    }
