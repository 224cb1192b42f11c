"""Rows of what became of messages' mails: each message with the delivery that carries it, alone or in a digest."""

from collections.abc import Sequence
from datetime import datetime
from itertools import product
from typing import Any

from sqlalchemy import String, and_, case, func, literal_column, null, or_, select

from notify.model import delivery as words
from notify.model.attention import DAY_FULL, DIGEST, NONE, QUIET, WEEK_FULL
from notify.store.tables import bounces, messages, notes, notices, users
from portalkit.database import Reading, Transaction, param
from portalkit.tables import deliveries


def _word(text: str) -> Any:
    # Written out: PostgreSQL takes two parameters for two values, and so for two expressions.
    return literal_column(f"'{text}'", String)


def _planned(*reasons: str) -> Any:
    return messages.c.why.in_([_word(reason) for reason in reasons])


def _state(word: str) -> Any:
    return deliveries.c.state == _word(word)


_none = messages.c.mail == _word(NONE)
_held = and_(messages.c.mail == _word(DIGEST), messages.c.digest_id.is_(None))
joined = messages.outerjoin(deliveries, deliveries.c.id == func.coalesce(messages.c.digest_id, messages.c.delivery_id))
outcome = case(
    (_none, _word(words.SUPPRESSED)),
    (_held, _word(words.WAITING)),
    (and_(_state("sent"), messages.c.digest_id.is_not(None)), _word(words.GATHERED)),
    (_state("sent"), _word(words.SENT)),
    (_state("due"), _word(words.WAITING)),
    (_state("dropped"), _word(words.SUPPRESSED)),
    (_state("failed"), _word(words.FAILED)),
    else_=_word(words.UNKNOWN),
)
reason = case(
    (and_(_none, _planned(DAY_FULL, WEEK_FULL)), _word(words.CAP)),
    (_none, _word("preference")),
    (_held, _word(words.DIGEST)),
    (_state("dropped"), func.coalesce(deliveries.c.last_error, _word(words.UNKNOWN))),
    # It was taken once and more; what only waits gets its attempt back.
    (and_(_state("due"), deliveries.c.attempts > 0, deliveries.c.last_error.is_not(None)), _word(words.RETRY)),
    (and_(_state("due"), deliveries.c.last_error.is_not(None)), _word(words.UNCLEAR)),
    (and_(_state("due"), _planned(QUIET), deliveries.c.next_at > param("now")), _word(words.QUIET)),
    (_state("due"), _word(words.TURN)),
)
_lately = messages.c.created_at >= param("since")
COUNTS_OF = (
    select(outcome.label("outcome"), reason.label("reason"), messages.c.created_at)
    .select_from(joined)
    .where(_lately)
    .subquery()
)
COUNTS = select(
    COUNTS_OF.c.outcome,
    COUNTS_OF.c.reason,
    func.count().label("week"),
    func.count(case((COUNTS_OF.c.created_at >= param("day"), 1))).label("day"),
).group_by(COUNTS_OF.c.outcome, COUNTS_OF.c.reason)
LIST = (
    select(
        messages.c.id,
        messages.c.person,
        messages.c.act,
        messages.c.topic_id,
        messages.c.created_at,
        messages.c.mail,
        messages.c.why,
        messages.c.nth,
        messages.c.mail_at,
        messages.c.digest_id,
        notices.c.article_id,
        users.c.name,
        users.c.kind,
        bounces.c.at.label("returned_at"),
        bounces.c.status.label("returned_status"),
        deliveries.c.attempts,
        deliveries.c.next_at,
        deliveries.c.ended_at,
        deliveries.c.last_error,
        outcome.label("outcome"),
        reason.label("reason"),
    )
    .select_from(
        joined.outerjoin(users, users.c.id == messages.c.person)
        .outerjoin(notices, notices.c.id == messages.c.thing_id)
        .outerjoin(bounces, bounces.c.delivery_id == deliveries.c.id)
    )
    .where(_lately, messages.c.created_at <= param("before"))
    .where(or_(messages.c.created_at < param("before"), messages.c.id < param("before_id")))
    .order_by(messages.c.created_at.desc(), messages.c.id.desc())
    .limit(param("most"))
)
_of_message = select(func.coalesce(messages.c.digest_id, messages.c.delivery_id)).where(
    messages.c.id == param("of_message")
)
AGAIN = (  # where its person was erased, nothing is known any more of what it was about
    deliveries.update()
    .where(
        or_(
            deliveries.c.id.in_(_of_message),
            deliveries.c.id.in_(select(notes.c.id).where(notes.c.message_id == param("of_message"))),
        ),
        deliveries.c.state == "failed",
        deliveries.c.about.is_not(null()),
    )
    .values(state="due", attempts=0, next_at=param("now"), ended_at=None, last_error=None)
)
LAST = "~"  # behind every id
_narrowed = {
    "person": messages.c.person == param("person"),
    "outcome": outcome == param("outcome"),
    "reason": reason == param("reason"),
}
LISTS = {  # by what they are narrowed to
    frozenset(chosen): LIST.where(*(_narrowed[name] for name in chosen))
    for chosen in ([name for name, on in zip(_narrowed, each, strict=True) if on] for each in product((0, 1), repeat=3))
}


def page(
    db: Reading, since: datetime, most: int, narrowed: dict[str, str], before: Sequence[Any] | None = None
) -> Sequence[Any]:
    """Messages since then with what became of their mails, newest first.

    `narrowed` names a person, an outcome, its reason; `before` is the time and the id where the page before ended.
    """
    at, id = before or (db.now, LAST)
    where = {"before": at, "before_id": id, "since": since, "now": db.now, "most": most}
    return db.rows(LISTS[frozenset(narrowed)], **where, **narrowed)


def counts(db: Reading, since: datetime, day: datetime) -> Sequence[Any]:
    """How many messages came out how, for which reason: all since then, and those of the last day."""
    return db.rows(COUNTS, since=since, day=day, now=db.now)


def again(tx: Transaction, message_id: str) -> int:
    """Make what was given up of a message due again, by mail and otherwise; how much there was."""
    tx.wakes = True
    return tx.execute(AGAIN, of_message=message_id, now=tx.now)
