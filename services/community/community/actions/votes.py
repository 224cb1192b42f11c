"""Say that a post helped, or take that back."""

from dataclasses import dataclass

from community.actions.points import score_vote
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
    said = votes.said(tx, topic.id, reader.id)
    number = votes.put(tx, "topic", topic.id, reader.id, helpful)
    if helpful != said:
        score_vote(tx, topic, topic.id, topic.author_id, reader.id, helpful)
    return Vote(topic.id, helpful, number)


def vote_for_reply(tx: Transaction, reader: Viewer, reply_id: str, helpful: bool) -> Vote:
    """Say of a reply that `reader` can see whether it helped. Raises Missing, Refused."""
    reply = replies.held(tx, reader, reply_id)
    check_can_vote(reader, reply.author_id, reply.state == "shown")
    said = votes.said(tx, reply.id, reader.id)
    number = votes.put(tx, "reply", reply.id, reader.id, helpful)
    if helpful != said:
        score_vote(tx, topics.at(tx, reply.topic_id), reply.id, reply.author_id, reader.id, helpful)
    return Vote(reply.topic_id, helpful, number)
