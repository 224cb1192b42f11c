"""Write replies, change them, and look after them."""

from community.actions.decisions import end_decision, make_decision
from community.actions.follows import follow_by_writing
from community.actions.newcomers import check_edit, check_new_post
from community.actions.points import give_back_shown, score_answer, take_back_hidden
from community.actions.topics import reopen
from community.actions.writing import written
from community.model import facts
from community.model.history import EDITED, SHOWN
from community.model.newcomer import NONE, Limits
from community.model.reply import Reply
from community.model.topic import check_can_reply, check_shown
from community.store import history, replies, topics
from portalkit import acts
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.posts import check_can_edit
from portalkit.viewer import Viewer


def post_reply(tx: Transaction, author: Viewer, topic_id: str, body: str, newcomers: Limits = NONE) -> Reply:
    """Add a reply to a topic that `author` can see. Raises Missing, Refused, Invalid, Throttled.

    What somebody new writes may be held until a moderator lets it through; until then nobody is told of it.
    """
    topic = topics.held(tx, author, topic_id)
    check_can_reply(author, topic)
    text = written(tx, author, author.id, body)
    held = check_new_post(tx, author, newcomers, "reply", text)
    reply = Reply(
        id=new_id(),
        topic_id=topic.id,
        author_id=author.id,
        body=text.body,
        html=text.html,
        written_at=tx.now,
        state="hidden" if held else "shown",
        held=held,
        mentions=text.mentions,
    )
    replies.add(tx, reply)
    if not held:
        tx.publish("community.reply.posted.v1", reply, facts.reply(reply))
        score_answer(tx, topic, reply)
    follow_by_writing(tx, author.id, topic.id)
    return reply


def edit_reply(
    tx: Transaction, editor: Viewer, reply_id: str, version: int | None, body: str, newcomers: Limits = NONE
) -> Reply:
    """Replace the text of a reply that `editor` read at `version`. Raises Missing, Refused, Invalid, Stale."""
    reply = replies.held(tx, editor, reply_id)
    check_can_edit(editor, reply.author_id, reply.written_at, tx.now, reply.state == "shown")
    text = written(tx, editor, reply.author_id, body, reply.mentions)
    check_edit(tx, editor, newcomers, reply.html, text)
    changed = replies.change(
        tx,
        reply,
        version,
        body=text.body,
        html=text.html,
        mentions=text.mentions,
        edited_at=tx.now,
        removals=reply.removals + 1,
    )
    if changed.body != reply.body:
        history.note(tx, editor, reply.id, EDITED, body=reply.body)
        if editor.id != reply.author_id:
            acts.note(tx, editor, "reply.edited", reply.id, topic_id=reply.topic_id)
    tx.publish("community.reply.edited.v1", changed, facts.reply(changed))
    return changed


def hide_reply(tx: Transaction, moderator: Viewer, reply_id: str, version: int | None, reason: str) -> Reply:
    """Take a reply out of everybody's sight but moderators' and its writer's. A hidden answer answers nothing.

    Raises Missing, Invalid, Stale.
    """
    reply = replies.held(tx, moderator, reply_id)
    if reply.state == "hidden" and not reply.held:
        return reply
    decision = make_decision(tx, moderator, "reply", reply.id, reply.topic_id, reply.author_id, reason)
    changed = replies.change(
        tx,
        reply,
        version,
        state="hidden",
        held=False,
        hidden_by=moderator.id,
        hidden_reason=decision.reason,
        decision_id=decision.id,
        removals=reply.removals + 1,
    )
    take_back_hidden(tx, reply.id)
    tx.publish("community.reply.hidden.v1", changed, facts.reply(changed))
    topic = topics.get(tx, moderator, reply.topic_id)
    if topic.accepted_reply_id == reply.id:
        reopen(tx, topic)
    return changed


def show_reply(tx: Transaction, moderator: Viewer, reply_id: str, version: int | None, reason: str = "") -> Reply:
    """Let a hidden reply be seen again; its writer is told `reason`. One that was held is posted now.

    Raises Missing, Refused, Stale.
    """
    reply = replies.held(tx, moderator, reply_id)
    topic = topics.get(tx, moderator, reply.topic_id)
    check_shown(topic)
    if reply.state == "shown":
        return reply
    acts.note(tx, moderator, "reply.shown", reply.id, topic_id=reply.topic_id)
    if reply.held:
        changed = replies.change(tx, reply, version, state="shown", held=False, written_at=tx.now)
        history.note(tx, moderator, reply.id, SHOWN)
        tx.publish("community.reply.posted.v1", changed, facts.reply(changed))
        score_answer(tx, topic, changed)
        return changed
    end_decision(tx, moderator, reply.id, reply.decision_id, reason)
    changed = replies.change(tx, reply, version, state="shown", hidden_by=None, hidden_reason=None, decision_id=None)
    give_back_shown(tx, reply.id)
    tx.publish("community.reply.shown.v1", changed, facts.reply(changed))
    return changed
