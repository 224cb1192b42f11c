"""What has to be so before topics are merged or split, and what a post says where it goes."""

from collections.abc import Collection, Sequence

from community.model.reply import Reply
from community.model.topic import ANNOUNCEMENT, QUESTION, Topic, check_shown
from portalkit.errors import Invalid, Refused
from portalkit.posts import BODY_MOST
from portalkit.viewer import as_narrow

SPLIT_MOST = 50


def check_can_merge(topic: Topic, target: Topic, theirs: Sequence[str], ours: Sequence[str]) -> None:
    """Raise Refused unless `topic` may become a part of `target`: what few could read is opened to nobody.

    `theirs` are the keys that the target and its category demand, `ours` those of the topic.
    """
    check_shown(topic)
    check_shown(target)
    if not as_narrow(theirs, ours):
        raise Refused(
            "opens-it",
            "People who cannot read this topic can read the other one. Limit that one first, or merge it into this.",
        )


def as_reply_text(title: str, body: str) -> str:
    """The text of a topic as a reply: its title stays on top, if there is room."""
    text = f"**{title}**\n\n{body}"
    return text if len(text) <= BODY_MOST else body


def as_topic_text(known: Topic | None, body: str) -> str:
    """The text of a reply as a topic: one that was a topic before says again what it said then."""
    return known.body if known and as_reply_text(known.title, known.body) == body else body


def chosen_replies(replies: Sequence[Reply], ids: Collection[str]) -> list[Reply]:
    """Those of `replies` that are to leave. Raises Invalid."""
    chosen = [reply for reply in replies if reply.id in ids and reply.state == "shown"]
    if len(chosen) != len(set(ids)) or not chosen:
        raise Invalid({"reply_ids": ["Choose replies in this topic that everybody can see."]})
    return chosen


def split_kind(kind: str) -> str:
    """The kind of a topic that is split from one: what people replied to news is no news."""
    return "discussion" if kind == ANNOUNCEMENT else kind


def split_answer(topic: Topic, kind: str, followers: Sequence[Reply]) -> Reply | None:
    """The accepted answer among those replies that follow the first one into a question of its own."""
    return next((reply for reply in followers if kind == QUESTION and reply.id == topic.accepted_reply_id), None)
