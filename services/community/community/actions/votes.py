"""Say that a post helped, or take that back."""

from dataclasses import dataclass

from community.actions.points import note_self_vote, score_vote
from community.model.topic import Topic
from community.model.vote import check_can_vote, own
from community.store import replies, topics, votes
from portalkit.database import Transaction
from portalkit.errors import Refused
from portalkit.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody says of a post now, and how many say so."""

    topic_id: str
    helpful: bool
    votes: int


def vote_for_topic(tx: Transaction, reader: Viewer, topic_id: str, helpful: bool) -> Vote | Refused:
    """Say of a topic that `reader` can see whether it helped. Raises Missing, Refused.

    Their own is refused too, but that is given: what is noted of it stays.
    """
    topic = topics.held(tx, reader, topic_id)
    if reader.id == topic.author_id:
        return _own(tx, topic, topic.id, reader, helpful)
    check_can_vote(topic.shown)
    said = votes.said(tx, topic.id, reader.id)
    number = votes.put(tx, "topic", topic.id, reader.id, helpful)
    if helpful != said:
        score_vote(tx, topic, topic.id, topic.author_id, reader.id, helpful)
    return Vote(topic.id, helpful, number)


def vote_for_reply(tx: Transaction, reader: Viewer, reply_id: str, helpful: bool) -> Vote | Refused:
    """Say of a reply that `reader` can see whether it helped, as of a topic. Raises Missing, Refused."""
    reply = replies.held(tx, reader, reply_id)
    if reader.id == reply.author_id:
        return _own(tx, topics.at(tx, reply.topic_id), reply.id, reader, helpful)
    check_can_vote(reply.state == "shown")
    said = votes.said(tx, reply.id, reader.id)
    number = votes.put(tx, "reply", reply.id, reader.id, helpful)
    if helpful != said:
        score_vote(tx, topics.at(tx, reply.topic_id), reply.id, reply.author_id, reader.id, helpful)
    return Vote(reply.topic_id, helpful, number)


def _own(tx: Transaction, topic: Topic, thing_id: str, writer: Viewer, helpful: bool) -> Refused:
    if helpful:
        note_self_vote(tx, topic, thing_id, writer.id)
    return own()
