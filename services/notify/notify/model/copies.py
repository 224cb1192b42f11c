"""The copies of things that others own, as far as notify needs them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Category:
    """Where a topic is, and what its whole path demands of a reader."""

    id: str
    version: int
    name: str
    audience_key: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A question. Hidden, it has neither title nor text."""

    id: str
    version: int
    category_id: str
    audience_key: str
    author_id: str
    shown: bool
    title: str | None = None
    excerpt: str | None = None
    accepted_reply_id: str | None = None
    accepted_author_id: str | None = None
    accepted_by_id: str | None = None
    kind: str | None = None
    tags: str | None = None  # joined by spaces, as the ids of those whom it names
    mentions: str | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; its topic decides who may read it."""

    id: str
    version: int
    topic_id: str
    author_id: str
    shown: bool
    excerpt: str | None = None
    mentions: str | None = None
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A moderator hid a post; `outcome` says what became of that (upheld, reversed)."""

    id: str
    version: int
    kind: str  # topic | reply
    thing_id: str
    topic_id: str
    author_id: str
    reason: str
    outcome: str | None
    outcome_reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One person who works on an article, or commented on it, is told of an act; `text` is what was said with it.

    `audience_key` is what a reader of the article has to be in; without one, it is for the staff alone. `decision_id`
    is that of knowledge which it tells of.
    """

    id: str
    version: int
    person_id: str
    act: str
    article_id: str
    actor_id: str
    title: str
    text: str
    audience_key: str | None = None
    decision_id: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One person, or (nobody) those who follow a topic, is told of an act. With a topic it is only for its readers."""

    id: str
    version: int
    act: str
    person_id: str | None
    topic_id: str | None
    actor_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Follow:
    """Somebody wants to be told of a topic, or of the new topics of a category or with a tag."""

    id: str
    version: int
    user_id: str
    kind: str
    thing_id: str
    following: bool
