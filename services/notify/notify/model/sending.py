"""Whether a mail may leave now, decided right before it would."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from notify.model.message import DECIDED, POST_HIDDEN, Message
from notify.model.person import as_viewer, may_see
from portalkit.mail import Verdict
from portalkit.viewer import EVERYONE

FRESH = timedelta(seconds=60)
STALE = timedelta(days=3)  # after that it is no news any more
# Why a mail never leaves. These words stay with its delivery.
TOO_OLD, GONE, NOT_ALLOWED, NO_ADDRESS = "too-old", "gone", "not-allowed", "no-address"
SUSPENDED, UNFOLLOWED, PREFERENCE, NOTHING_LEFT = "suspended", "unfollowed", "preference", "nothing-left"
RETURNED = "returned"  # the last one came back, as there is no such address
DROPPED_FOR = (TOO_OLD, GONE, NOT_ALLOWED, NO_ADDRESS, SUSPENDED, UNFOLLOWED, PREFERENCE, NOTHING_LEFT, RETURNED)


def delivery_id(message: Message) -> str:
    """The id of a message's mail: the same for the same person and fact, whoever computes it."""
    fact = f"{message.person}\n{message.thing_id}\n{message.act}"
    return hashlib.blake2b(fact.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a mail is decided and made of, as the copies are at this moment. What is not there is None."""

    act: str
    topic_id: str
    reply_id: str | None
    created_at: datetime
    person: str
    kind: str | None
    state: str | None
    audiences: list[str] | None
    name: str | None
    email: str | None
    actor: str | None
    title: str | None
    topic_shown: bool | None
    topic_key: str | None
    topic_text: str | None
    category: str | None
    category_key: str | None
    reply_shown: bool | None
    reply_text: str | None
    wanted: bool
    following: bool
    thing_id: str = ""
    post: str | None = None  # what a decision is about: topic | reply
    reason: str | None = None  # why it was decided so
    outcome: str | None = None  # what became of the decision
    topic_kind: str | None = None  # none: a question
    article_id: str | None = None
    notice_text: str | None = None
    tag: str | None = None  # the one by which the person follows a topic, if not by its category
    why: str | None = None  # how its mail was planned: a reason of model/attention.py
    nth: int | None = None
    read: bool = False  # in the portal
    actor_id: str = ""
    decision_id: str | None = None  # of knowledge, about a comment
    locale: str | None = None  # what its person reads in
    returned: bool = False  # mails to their address come back
    by_mail: bool = True  # else by another channel, which needs no address

    @property
    def keys(self) -> tuple[str, str]:
        """What the topic and its category demand; a copy that is not there demands what nobody has."""
        return self.topic_key or "?", self.category_key or "?"

    @property
    def there(self) -> bool:
        """Whether what it tells of is still so, and shown. A decision is about what is hidden."""
        if self.act in DECIDED:
            return self.post is not None and (self.act != POST_HIDDEN or self.outcome != "reversed")
        return bool(self.topic_shown) and (self.reply_id is None or bool(self.reply_shown))

    @property
    def for_everyone(self) -> bool:
        """Whether anybody at all may see it."""
        return self.keys == (EVERYONE, EVERYONE)


def dropped_for(letter: Letter, now: datetime) -> str | None:
    """Why a mail never leaves, or None when it may, now or later."""
    if now - letter.created_at > STALE:
        return TOO_OLD
    if letter.state is None:
        return None  # the copy of the person is on its way
    reader = as_viewer(letter.person, letter.kind, letter.audiences)
    reasons = (
        (GONE, not letter.there),
        (NOT_ALLOWED, not may_see(reader, *letter.keys)),
        (SUSPENDED, letter.state not in ("active", "unverified")),
        (NO_ADDRESS, letter.by_mail and (letter.state == "unverified" or not letter.email)),
        (RETURNED, letter.by_mail and letter.returned),
        (PREFERENCE, not letter.wanted),
        (UNFOLLOWED, not letter.following),
    )
    return next((reason for reason, holds in reasons if holds), None)


def verdict(letter: Letter, current: bool, now: datetime) -> Verdict:
    """Send it, wait until it is known well enough who may see the thing, or never send it.

    `current` says that the copies are as new as the last minute. They decide what is sent to whom, so only what is
    for everyone may leave without.
    """
    if dropped_for(letter, now):
        return Verdict.DROP
    known = letter.state is not None
    return Verdict.SEND if known and (current or letter.for_everyone) else Verdict.WAIT
