"""Tell moderators of posts that do not belong here, and settle what was told."""

from community.model.flag import Flag
from community.model.history import DISMISSED, FLAGGED
from community.store import flags, history, replies, topics
from portalkit import acts
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.posts import check_can_flag, check_not_flagged
from portalkit.viewer import Viewer


def flag_topic(tx: Transaction, reader: Viewer, topic_id: str, reason: str, note: str) -> Flag:
    """Tell of a topic that `reader` can see, once. Raises Missing, Refused."""
    topic = topics.held(tx, reader, topic_id)
    check_can_flag(reader, topic.author_id, topic.shown)
    return _flag(tx, reader, "topic", topic.id, topic.id, reason, note)


def flag_reply(tx: Transaction, reader: Viewer, reply_id: str, reason: str, note: str) -> Flag:
    """Tell of a reply that `reader` can see, once. Raises Missing, Refused."""
    reply = replies.held(tx, reader, reply_id)
    check_can_flag(reader, reply.author_id, reply.state == "shown")
    return _flag(tx, reader, "reply", reply.id, reply.topic_id, reason, note)


def dismiss_topic_flags(tx: Transaction, moderator: Viewer, topic_id: str) -> None:
    """Leave a topic as it is, whatever was told of it so far. Raises Missing."""
    topic = topics.held(tx, moderator, topic_id)
    _dismiss(tx, moderator, "topic", topic.id, topic.id)


def dismiss_reply_flags(tx: Transaction, moderator: Viewer, reply_id: str) -> None:
    """Leave a reply as it is, whatever was told of it so far. Raises Missing."""
    reply = replies.held(tx, moderator, reply_id)
    _dismiss(tx, moderator, "reply", reply.id, reply.topic_id)


def _flag(tx: Transaction, reader: Viewer, kind: str, thing_id: str, topic_id: str, reason: str, note: str) -> Flag:
    check_not_flagged(flags.by(tx, reader.id, thing_id))
    flag = Flag(new_id(), kind, thing_id, topic_id, reader.id, reason, note.strip(), flagged_at=tx.now)
    flags.add(tx, flag)
    history.note(tx, reader, thing_id, FLAGGED, note=": ".join(filter(None, (reason, flag.note))))
    return flag


def _dismiss(tx: Transaction, moderator: Viewer, kind: str, thing_id: str, topic_id: str) -> None:
    if flags.resolve(tx, thing_id, "dismissed"):
        history.note(tx, moderator, thing_id, DISMISSED)
        acts.note(tx, moderator, f"{kind}.dismissed", thing_id, topic_id=topic_id)
