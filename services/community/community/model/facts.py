"""The public state of things, as events carry it: always all of it, without the text of what is hidden."""

from typing import Any

from community.model.category import Category
from community.model.decision import Decision
from community.model.follow import Follow
from community.model.note import Note
from community.model.reply import Reply
from community.model.topic import Topic

Facts = dict[str, Any]


def category(category: Category) -> Facts:
    """What others are told of a category."""
    return {
        "name": category.name,
        "parent_id": category.parent_id,
        "audience_key": category.audience_key,
    }


def topic(topic: Topic) -> Facts:
    """What others are told of a topic."""
    return {
        "title": topic.title if topic.shown else None,
        "body": topic.body if topic.shown else None,
        "category_id": topic.category_id,
        "audience_key": topic.audience_key,
        "author_id": topic.author_id,
        "product": topic.product,
        "kind": topic.kind,
        "tags": topic.tags.split(),
        "mentions": topic.mentions.split() if topic.shown else [],
        "solved": topic.accepted_reply_id is not None,
        "shown": topic.shown,
        "accepted_reply_id": topic.accepted_reply_id,
        "accepted_author_id": topic.accepted_author_id,
        "accepted_by_id": topic.accepted_by_id,
        "asked_at": topic.asked_at.isoformat(),
        "last_activity_at": topic.last_activity_at.isoformat(),
        "removals": topic.removals,
    }


def reply(reply: Reply) -> Facts:
    """What others are told of a reply; who may read it is decided by its topic, so it says only which."""
    return {
        "topic_id": reply.topic_id,
        "author_id": reply.author_id,
        "body": reply.body if reply.state == "shown" else None,
        "state": "shown" if reply.state == "shown" else "hidden",
        "written_at": reply.written_at.isoformat(),
        "mentions": reply.mentions.split() if reply.state == "shown" else [],
        "removals": reply.removals,
    }


def decision(decision: Decision) -> Facts:
    """What others are told of a decision; the text that it is about, and what its writer says to it, stay here."""
    return {
        "kind": decision.kind,
        "thing_id": decision.thing_id,
        "topic_id": decision.topic_id,
        "author_id": decision.author_id,
        "made_by_id": decision.made_by,
        "reason": decision.reason,
        "made_at": decision.made_at.isoformat(),
        "appealed": decision.appeal is not None,
        "outcome": decision.outcome,
        "outcome_reason": decision.outcome_reason,
        "ended_by_id": decision.ended_by,
    }


def follow(follow: Follow) -> Facts:
    """What others are told of who follows what."""
    return {
        "user_id": follow.user_id,
        "kind": follow.kind,
        "thing_id": follow.thing_id,
        "following": follow.following,
    }


def note(note: Note) -> Facts:
    """What others are told of a note."""
    return {
        "act": note.act,
        "person_id": note.person_id,
        "topic_id": note.topic_id,
        "actor_id": note.actor_id,
        "title": note.title,
        "text": note.text,
    }
