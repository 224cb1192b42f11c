"""What the live process looks at: who has news, and whose session is over."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from notify.model.message import Candidate
from notify.model.person import as_viewer
from notify.store import messages as rows
from notify.store.tables import ended_sessions, messages, users
from portalkit.database import Reading, listed
from portalkit.viewer import Viewer

COUNTS = (
    select(messages.c.person, func.count().label("many"), func.max(messages.c.id).label("last"))
    .where(messages.c.person.in_(listed("persons")), messages.c.read_at.is_(None))
    .group_by(messages.c.person)
)
READERS = select(users.c.id, users.c.kind, users.c.state, users.c.audiences).where(users.c.id.in_(listed("persons")))
ENDED = select(ended_sessions.c.id).where(ended_sessions.c.id.in_(listed("sids")))
MOST_NEWS = 20


@dataclass(frozen=True, slots=True)
class News:
    """How a person's bell stands: the unread number, and the newest unread messages they may see, newest first."""

    unread: int = 0
    newest: list[tuple[str, str, datetime]] = field(default_factory=list)  # id, topic, when


def counts(db: Reading, persons: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Something cheap that differs for a person whenever their news may: the count of what is unread, and its last."""
    return {row.person: (row.many, row.last) for row in db.rows(COUNTS, persons=sorted(set(persons)))}


def readers(db: Reading, persons: Iterable[str]) -> list[Viewer]:
    """These persons as readers, by the copies; who is not known is in no audience."""
    known = {each.id: each.reader for each in db.all(READERS, Candidate, persons=sorted(set(persons)))}
    return [known.get(person) or as_viewer(person, None, None) for person in set(persons)]


def news(db: Reading, reader: Viewer) -> News:
    """A person's news, as far as the copies say that they may see it."""
    newest = [(row.id, row.topic_id, row.created_at) for row in db.rows(rows.NEWEST, reader, most=MOST_NEWS)]
    return News(len(newest) if len(newest) < MOST_NEWS else rows.unread(db, reader), newest)


def ended(db: Reading, sids: Iterable[str]) -> set[str]:
    """Which of these sessions have ended."""
    return {row.id for row in db.rows(ENDED, sids=sorted(set(sids)))}
