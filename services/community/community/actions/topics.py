"""Ask questions, change them, and look after them."""

from collections.abc import Sequence

from community.actions.decisions import end_decision, make_decision
from community.actions.follows import follow_by_writing
from community.actions.newcomers import check_edit, check_new_post
from community.actions.points import give_back_shown, score_accepted, take_back, take_back_hidden
from community.actions.writing import written
from community.model import facts
from community.model.category import Category, demanded
from community.model.history import EDITED, LOCKED, MOVED, PINNED, SHOWN, UNLOCKED, UNPINNED
from community.model.newcomer import NONE, Limits
from community.model.points import ACCEPTED
from community.model.reply import check_can_be_accepted
from community.model.tag import clean_tags
from community.model.topic import (
    QUESTION,
    Topic,
    check_begins_locked,
    check_can_accept,
    check_kind,
    check_own_audiences,
)
from community.model.writing import clean_title, excerpt
from community.store import categories, history, replies, topics
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Invalid, Missing
from portalkit.ids import new_id
from portalkit.posts import check_can_edit
from portalkit.viewer import Viewer, audience_key, key_parts


def ask_question(
    tx: Transaction,
    author: Viewer,
    category_id: str,
    title: str,
    body: str,
    product: str | None = None,
    audiences: list[str] | None = None,
    kind: str = QUESTION,
    tags: Sequence[str] = (),
    locked: bool = False,
    newcomers: Limits = NONE,
) -> Topic:
    """Ask in a category that `author` can see; `audiences` narrow who else may read it. Raises Invalid, Throttled.

    An announcement may begin `locked`: closed to replies. Of what is held, since its writer is new, nobody is told yet.
    """
    check_kind(author, kind)
    check_begins_locked(kind, locked)
    category = _chosen(tx, author, category_id)
    key = category.audience_key
    if audiences:
        check_own_audiences(author, audiences)
        key = demanded(key, audience_key(audiences))
    text = written(tx, author, author.id, body)
    held = check_new_post(tx, author, newcomers, "topic", text)
    topic = Topic(
        id=new_id(),
        category_id=category.id,
        audience_key=key,
        author_id=author.id,
        title=clean_title(title),
        body=text.body,
        html=text.html,
        excerpt=excerpt(text.plain),
        mentions=text.mentions,
        product=product,
        kind=kind,
        locked=locked,
        tags=" ".join(clean_tags(tags)),
        asked_at=tx.now,
        last_activity_at=tx.now,
        shown=not held,
        held=held,
    )
    topics.add(tx, topic)
    if not held:
        tx.publish("community.topic.asked.v1", topic, facts.topic(topic))
    follow_by_writing(tx, author.id, topic.id)
    return topic


def _chosen(tx: Transaction, viewer: Viewer, category_id: str) -> Category:
    """The category that `viewer` chose. Raises Invalid."""
    try:
        return categories.get(tx, viewer, category_id)
    except Missing as fault:
        raise Invalid({"category_id": ["Choose one of the categories."]}) from fault


def edit_topic(
    tx: Transaction,
    editor: Viewer,
    topic_id: str,
    version: int | None,
    title: str,
    body: str,
    tags: Sequence[str] | None = None,
    newcomers: Limits = NONE,
) -> Topic:
    """Replace title and text of a topic that `editor` read at `version`, and its tags (None: they stay).

    Raises Missing, Refused, Invalid, Stale.
    """
    topic = topics.held(tx, editor, topic_id)
    check_can_edit(editor, topic.author_id, topic.asked_at, tx.now, topic.shown)
    text = written(tx, editor, topic.author_id, body, topic.mentions)
    check_edit(tx, editor, newcomers, topic.html, text)
    changed = topics.change(
        tx,
        topic,
        version,
        title=clean_title(title),
        body=text.body,
        html=text.html,
        excerpt=excerpt(text.plain),
        mentions=text.mentions,
        edited_at=tx.now,
        removals=topic.removals + 1,
        tags=topic.tags if tags is None else " ".join(clean_tags(tags)),
    )
    if (changed.title, changed.body) != (topic.title, topic.body):
        history.note(tx, editor, topic.id, EDITED, title=topic.title, body=topic.body)
        if editor.id != topic.author_id:
            acts.note(tx, editor, "topic.edited", topic.id)
    tx.publish("community.topic.edited.v1", changed, facts.topic(changed))
    return changed


def limit_topic(tx: Transaction, moderator: Viewer, topic_id: str, version: int | None, audiences: list[str]) -> Topic:
    """Set who may read a topic, beside what its category demands. Raises Missing, Invalid, Stale."""
    topic = topics.held(tx, moderator, topic_id)
    category = categories.at(tx, topic.category_id)
    key = demanded(category.audience_key, audience_key(audiences))
    changed = topics.change(tx, topic, version, audience_key=key)
    before, after = ({"audiences": key_parts(each.audience_key)} for each in (topic, changed))
    acts.note_change(tx, moderator, "topic.limited", topic.id, before, after)
    tx.publish("community.topic.edited.v1", changed, facts.topic(changed))
    return changed


def hide_topic(tx: Transaction, moderator: Viewer, topic_id: str, version: int | None, reason: str) -> Topic:
    """Take a topic out of everybody's sight but moderators' and its writer's. Raises Missing, Invalid, Stale."""
    topic = topics.held(tx, moderator, topic_id)
    if not topic.shown and not topic.held:
        return topic
    decision = make_decision(tx, moderator, "topic", topic.id, topic.id, topic.author_id, reason)
    changed = topics.change(
        tx,
        topic,
        version,
        shown=False,
        held=False,
        hidden_by=moderator.id,
        hidden_reason=decision.reason,
        decision_id=decision.id,
        removals=topic.removals + 1,
    )
    take_back_hidden(tx, topic.id)
    tx.publish("community.topic.hidden.v1", changed, facts.topic(changed))
    return changed


def show_topic(tx: Transaction, moderator: Viewer, topic_id: str, version: int | None, reason: str = "") -> Topic:
    """Let a hidden topic be seen again; its writer is told `reason`. One that was held is asked now.

    Raises Missing, Stale.
    """
    topic = topics.held(tx, moderator, topic_id)
    if topic.shown:
        return topic
    acts.note(tx, moderator, "topic.shown", topic.id)
    if topic.held:
        changed = topics.change(tx, topic, version, shown=True, held=False, asked_at=tx.now)
        history.note(tx, moderator, topic.id, SHOWN)
        tx.publish("community.topic.asked.v1", changed, facts.topic(changed))
        return changed
    end_decision(tx, moderator, topic.id, topic.decision_id, reason)
    changed = topics.change(tx, topic, version, shown=True, hidden_by=None, hidden_reason=None, decision_id=None)
    give_back_shown(tx, topic.id)
    tx.publish("community.topic.shown.v1", changed, facts.topic(changed))
    return changed


def lock_topic(tx: Transaction, moderator: Viewer, topic_id: str, version: int | None, locked: bool) -> Topic:
    """Close a topic to new replies, or open it again. Raises Missing, Stale.

    For others nothing has happened; their copies only learn the new version.
    """
    topic = topics.held(tx, moderator, topic_id)
    changed = topics.change(tx, topic, version, locked=locked)
    if topic.locked != locked:
        history.note(tx, moderator, topic.id, act := LOCKED if locked else UNLOCKED)
        acts.note(tx, moderator, f"topic.{act}", topic.id)
    tx.publish("community.topic.restated.v1", changed, facts.topic(changed))
    return changed


def pin_topic(tx: Transaction, moderator: Viewer, topic_id: str, version: int | None, pinned: bool) -> Topic:
    """Keep a topic above the others of its category, or no more. Raises Missing, Stale."""
    topic = topics.held(tx, moderator, topic_id)
    changed = topics.change(tx, topic, version, pinned=pinned)
    if topic.pinned != pinned:
        history.note(tx, moderator, topic.id, act := PINNED if pinned else UNPINNED)
        acts.note(tx, moderator, f"topic.{act}", topic.id)
    tx.publish("community.topic.restated.v1", changed, facts.topic(changed))
    return changed


def move_topic(tx: Transaction, moderator: Viewer, topic_id: str, version: int | None, category_id: str) -> Topic:
    """Put a topic into another category that `moderator` can see. Raises Missing, Invalid, Stale.

    It demands what it did before and what that category does: a move opens nothing to those who could not read it.
    """
    topic = topics.held(tx, moderator, topic_id)
    category = _chosen(tx, moderator, category_id)
    key = demanded(topic.audience_key, category.audience_key)
    changed = topics.change(tx, topic, version, category_id=category.id, audience_key=key)
    if category.id != topic.category_id:
        history.note(tx, moderator, topic.id, MOVED)  # not from where: who reads this may not know of that place
        before, after = ({"category_id": each.category_id} for each in (topic, changed))
        acts.note_change(tx, moderator, "topic.moved", topic.id, before, after)
    tx.publish("community.topic.edited.v1", changed, facts.topic(changed))
    return changed


def accept_answer(tx: Transaction, viewer: Viewer, topic_id: str, version: int | None, reply_id: str | None) -> Topic:
    """Say which reply answered the question, or (None) that none did after all. Raises Missing, Refused, Stale."""
    topic = topics.held(tx, viewer, topic_id)
    check_can_accept(viewer, topic)
    if reply_id == topic.accepted_reply_id:
        return topic
    if reply_id is None:
        return reopen(tx, topic, version)
    reply = replies.get(tx, viewer, reply_id)
    check_can_be_accepted(reply, topic.id)
    answer = {"accepted_reply_id": reply.id, "accepted_author_id": reply.author_id, "accepted_by_id": viewer.id}
    changed = topics.change(tx, topic, version, **answer)
    take_back(tx, topic.accepted_reply_id, ACCEPTED)
    score_accepted(tx, changed, reply, viewer.id)
    tx.publish("community.topic.solved.v1", changed, facts.topic(changed))
    return changed


def reopen(tx: Transaction, topic: Topic, version: int | None = None) -> Topic:
    """Take the acceptance back. Raises Stale."""
    nothing = {"accepted_reply_id": None, "accepted_author_id": None, "accepted_by_id": None}
    changed = topics.change(tx, topic, version, **nothing)
    take_back(tx, topic.accepted_reply_id, ACCEPTED)
    tx.publish("community.topic.reopened.v1", changed, facts.topic(changed))
    return changed
