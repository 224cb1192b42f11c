"""Where somebody who leaves is named: in posts, messages and contests, and in what posts said before."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Table, and_, func, or_, select

from community.model.contest import Contest
from community.store.tables import contests, history, messages, people, replies, topics
from community.store.tables_notes import internal_notes
from portalkit.database import Reading, Transaction, columns, param

HANDLE = select(people.c.handle).where(people.c.id == param("person"))


def _leads(table: Table) -> Any:
    return table.c.html.contains(param("address"))


def _naming(table: Table) -> Any:
    """Posts that name somebody; that people named themselves is not kept beside their posts."""
    named = table.c.mentions.contains(param("person"))
    theirs = and_(table.c.author_id == param("person"), _leads(table))
    found = select(table.c.id).where(table.c.id > param("after"), or_(named, theirs))
    return found.order_by(table.c.id).limit(param("most"))


TOPICS, REPLIES = _naming(topics), _naming(replies)
MESSAGES = select(messages.c.id, messages.c.body, messages.c.html).where(_leads(messages))
CONTESTS = select(*columns(contests, Contest)).where(_leads(contests))
EARLIER = select(history.c.id, history.c.body).where(history.c.thing_id == param("thing"), history.c.body.is_not(None))
SAYING = select(history.c.id, history.c.body).where(func.lower(history.c.body).contains(param("word")))
NOTED = select(internal_notes.c.id, internal_notes.c.body).where(
    func.lower(internal_notes.c.body).contains(param("word"))
)
RENOTE = internal_notes.update().where(internal_notes.c.id == param("entry")).values(body=param("words"))
REWRITE = history.update().where(history.c.id == param("entry")).values(body=param("words"))
RETELL = (
    messages.update()
    .where(messages.c.id == param("message"))
    .values(body=param("words"), html=param("shown"), excerpt=param("beginning"))
)


def handle(db: Reading, person: str) -> str | None:
    """What stands after an @ for somebody; None: nothing (any more)."""
    found: str | None = db.value(HANDLE, person=person)
    return found


def topics_naming(db: Reading, person: str, address: str, after: str, most: int) -> list[str]:
    """The ids of topics whose text names somebody, to whom `address` leads: the first so many behind `after`."""
    return [row.id for row in db.rows(TOPICS, person=person, address=f'"{address}"', after=after, most=most)]


def replies_naming(db: Reading, person: str, address: str, after: str, most: int) -> list[str]:
    """As `topics_naming`."""
    return [row.id for row in db.rows(REPLIES, person=person, address=f'"{address}"', after=after, most=most)]


def messages_naming(db: Reading, address: str) -> Sequence[Row[Any]]:
    """Id, text and page of the messages that lead to `address`."""
    return db.rows(MESSAGES, address=f'"{address}"')


def contests_naming(db: Reading, address: str) -> list[Contest]:
    """The contests that lead to `address`."""
    return db.all(CONTESTS, Contest, address=f'"{address}"')


def earlier(db: Reading, thing: str) -> Sequence[Row[Any]]:
    """What a post said before its edits."""
    return db.rows(EARLIER, thing=thing)


def earlier_saying(db: Reading, word: str) -> Sequence[Row[Any]]:
    """What any post said before its edits in which `word` stands, in small letters."""
    return db.rows(SAYING, word=word)


def noted_saying(db: Reading, word: str) -> Sequence[Row[Any]]:
    """Internal notes in which `word` stands, in small letters."""
    return db.rows(NOTED, word=word)


def renote(tx: Transaction, entry: str, body: str) -> None:
    """Write over what an internal note says."""
    tx.execute(RENOTE, entry=entry, words=body)


def rewrite(tx: Transaction, entry: str, body: str) -> None:
    """Write over what a post said before an edit."""
    tx.execute(REWRITE, entry=entry, words=body)


def retell(tx: Transaction, message: str, body: str, html: str, excerpt: str) -> None:
    """Write over the words of a message."""
    tx.execute(RETELL, message=message, words=body, shown=html, beginning=excerpt)


def change_contest(tx: Transaction, contest: Contest, body: str, html: str) -> None:
    """Write over what a contest says."""
    tx.update(contests, Contest, contest.id, None, {"body": body, "html": html})
