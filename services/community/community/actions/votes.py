"""Say that a post helped, or take that back."""

from dataclasses import dataclass

from community.model.vote import check_can_vote
from community.store import replies, topics, votes
from portalkit.database import Transaction
from portalkit.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody says of a post now, and how many say so."""

    topic_id: str
    helpful: bool
    votes: int


def vote_for_topic(tx: Transaction, reader: Viewer, topic_id: str, helpful: bool) -> Vote:
    """Say of a topic that `reader` can see whether it helped. Raises Missing, Refused."""
    topic = topics.held(tx, reader, topic_id)
    check_can_vote(reader, topic.author_id, topic.shown)
    return Vote(topic.id, helpful, votes.put(tx, "topic", topic.id, reader.id, helpful))


def vote_for_reply(tx: Transaction, reader: Viewer, reply_id: str, helpful: bool) -> Vote:
    """Say of a reply that `reader` can see whether it helped. Raises Missing, Refused."""
    reply = replies.held(tx, reader, reply_id)
    check_can_vote(reader, reply.author_id, reply.state == "shown")
    return Vote(reply.topic_id, helpful, votes.put(tx, "reply", reply.id, reader.id, helpful))
