"""Follow topics, categories and tags."""

from community.model import facts
from community.model.follow import Follow
from community.model.tag import clean_tags
from community.store import categories, follows, joining, topics
from portalkit.database import Transaction
from portalkit.errors import Invalid
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def follow_topic(tx: Transaction, viewer: Viewer, topic_id: str, following: bool) -> bool:
    """Begin or end to follow a topic that `viewer` can see; whether it is followed now. Raises Missing."""
    topic = topics.get(tx, viewer, topic_id)
    return _set(tx, viewer.id, "topic", topic.id, following)


def follow_category(tx: Transaction, viewer: Viewer, category_id: str, following: bool) -> bool:
    """Begin or end to follow a category that `viewer` can see; whether it is followed now. Raises Missing."""
    category = categories.get(tx, viewer, category_id)
    return _set(tx, viewer.id, "category", category.id, following)


def follow_tag(tx: Transaction, viewer: Viewer, word: str, following: bool) -> bool:
    """Begin or end to follow a tag, whether anything has it or not; whether it is followed now. Raises Invalid."""
    tags = clean_tags([word])
    if not tags:
        raise Invalid({"tag": ["Write a tag."]})
    return _set(tx, viewer.id, "tag", tags[0], following)


def follow_by_writing(tx: Transaction, user_id: str, topic_id: str, verb: str = "started") -> None:
    """Who writes in a topic follows it, unless they have said before whether they want to."""
    if follows.held(tx, user_id, "topic", topic_id) is None:
        _begin(tx, user_id, "topic", topic_id, verb)


def unite_followers(tx: Transaction, topic_id: str, target_id: str) -> None:
    """Who follows a topic follows the one it was merged into, unless they have said that they do not want to."""
    for follow in joining.followers(tx, topic_id):
        if follows.held(tx, follow.user_id, "topic", target_id) is None:
            _begin(tx, follow.user_id, "topic", target_id, "started")
        ended = follows.change(tx, follow, False)
        tx.publish("community.follow.ended.v1", ended, facts.follow(ended))


def _set(tx: Transaction, user_id: str, kind: str, thing_id: str, following: bool) -> bool:
    known = follows.held(tx, user_id, kind, thing_id)
    if known is None and following:
        _begin(tx, user_id, kind, thing_id, "started")
    elif known is not None and known.following != following:
        changed = follows.change(tx, known, following)
        verb = "started" if following else "ended"
        tx.publish(f"community.follow.{verb}.v1", changed, facts.follow(changed))
    return following


def _begin(tx: Transaction, user_id: str, kind: str, thing_id: str, verb: str) -> None:
    follow = Follow(new_id(), user_id, kind, thing_id)
    follows.add(tx, follow)
    tx.publish(f"community.follow.{verb}.v1", follow, facts.follow(follow))
