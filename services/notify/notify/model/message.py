"""What people are told, and who is told it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from notify.model.person import as_viewer, may_see
from portalkit.viewer import Viewer

TOPIC_ASKED, REPLY_POSTED, ANSWER_ACCEPTED = "topic-asked", "reply-posted", "answer-accepted"
POST_HIDDEN, POST_SHOWN, APPEAL_UPHELD = "post-hidden", "post-shown", "appeal-upheld"
MENTIONED = "mentioned"  # a topic or a reply names the person
DECIDED = (POST_HIDDEN, POST_SHOWN, APPEAL_UPHELD)  # by moderators, about what the person wrote
REVIEW_APPROVED, REVIEW_RETURNED, REVIEW_REMARKED = "review-approved", "review-returned", "review-remarked"
ARTICLE_DUE, ARTICLE_UNHELPFUL, ARTICLE_LINKS = "article-due", "article-unhelpful", "article-links"
ARTICLE_COMMENTED, COMMENT_HIDDEN, COMMENT_SHOWN = "article-commented", "comment-hidden", "comment-shown"
COMMENT_UPHELD = "comment-upheld"
BADGE_EARNED, IDEA_JUDGED = "badge-earned", "idea-judged"
MESSAGE_RECEIVED = "message-received"
REWARD_GIVEN, REWARD_REFUSED = "reward-given", "reward-refused"
OF_DESK = (REVIEW_APPROVED, REVIEW_RETURNED, REVIEW_REMARKED, ARTICLE_DUE, ARTICLE_UNHELPFUL, ARTICLE_LINKS)
OF_COMMENTS = (COMMENT_HIDDEN, COMMENT_SHOWN, COMMENT_UPHELD)  # what staff decided about what the person wrote
OF_NOTICES = (*OF_DESK, ARTICLE_COMMENTED, *OF_COMMENTS)
OF_NOTES = (BADGE_EARNED, IDEA_JUDGED, MESSAGE_RECEIVED, REWARD_GIVEN, REWARD_REFUSED)  # told by community by itself
# One person is meant, who need not follow anything.
ADDRESSED = (MESSAGE_RECEIVED, ANSWER_ACCEPTED, BADGE_EARNED, REWARD_GIVEN, REWARD_REFUSED, *DECIDED, *OF_NOTICES)
ACTS = (TOPIC_ASKED, REPLY_POSTED, IDEA_JUDGED, MENTIONED, *ADDRESSED)
NO_TOPIC = ""


class NotYet(Exception):
    """A copy that this fact needs has not arrived. It is on its way: try again."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that somebody did to a thing, and what a reader of it must satisfy.

    `thing_id` is what the act was done to: the topic, the reply, a decision about one of them, or what a notice is of.
    """

    act: str
    thing_id: str
    topic_id: str
    reply_id: str | None
    actor_id: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might be told. Without a `state`, the copy of the person has not arrived."""

    id: str
    kind: str | None
    state: str | None
    audiences: list[str] | None

    @property
    def reader(self) -> Viewer:
        """The person as a reader."""
        return as_viewer(self.id, self.kind, self.audiences)


@dataclass(frozen=True, slots=True)
class Message:
    """One person is told one fact."""

    id: str
    person: str
    thing_id: str
    act: str
    topic_id: str
    reply_id: str | None
    actor_id: str
    created_at: datetime
    read_at: datetime | None = None
    mail: str | None = None  # how its mail goes: now | digest | none, why so, and when
    why: str | None = None
    nth: int | None = None
    mail_at: datetime | None = None
    digest_id: str | None = None
    delivery_id: str | None = None  # that of a mail of its own
    hidden: bool | None = None  # the person wants none of its kind in the portal


def receivers(fact: Fact, candidates: Iterable[Candidate]) -> list[str]:
    """The ids of those to be told: never who did it, nobody who may not see it, each once.

    Of somebody whose copy has not arrived nothing is known, so the message is made: it is shown only to a reader
    who may see the thing, and its mail waits for the copy. Waiting here would keep all the others waiting too.
    """
    told: dict[str, None] = {}
    for candidate in candidates:
        unknown = candidate.state is None
        allowed = candidate.state == "active" and may_see(candidate.reader, *fact.keys)
        if candidate.id != fact.actor_id and (unknown or allowed):
            told[candidate.id] = None
    return list(told)
