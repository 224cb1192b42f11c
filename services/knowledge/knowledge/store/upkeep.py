"""Rows of upkeep. An article without one is its author's to look after."""

from datetime import date
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from knowledge.model.upkeep import Upkeep
from knowledge.store.tables import articles, categories, people, upkeep
from portalkit.database import Reading, Transaction, param

ROWS_A_PAGE, MOST_STAFF, MOST_REMINDED = 20, 500, 100

owner_id = func.coalesce(upkeep.c.owner_id, articles.c.author_id)
_owner, _deputy = people.alias("owner"), people.alias("deputy")


def works(person: Any) -> Any:
    """Whether the copy of a person says that they can look after something. Who is not known cannot."""
    is_active = or_(person.c.active.is_(None), person.c.active)  # an older copy does not say
    return and_(person.c.id.is_not(None), person.c.kind == "staff", person.c.name.is_not(None), is_active)


STAFF = (
    select(people.c.id, people.c.name)
    .where(works(people))
    .order_by(func.lower(people.c.name), people.c.id)
    .limit(MOST_STAFF)
)
WORKING = select(people.c.id).where(people.c.id == param("person"), works(people))
_kept = (
    articles.join(categories)
    .outerjoin(upkeep, upkeep.c.article_id == articles.c.id)
    .outerjoin(_owner, _owner.c.id == owner_id)
    .outerjoin(_deputy, _deputy.c.id == upkeep.c.deputy_id)
)
_list = (
    select(
        articles.c.id,
        articles.c.title,
        articles.c.genre,
        articles.c.state,
        articles.c.published_at,
        articles.c.audience_key,
        articles.c.category_id,
        categories.c.name.label("category"),
        categories.c.audience_key.label("category_key"),
        owner_id.label("owner_id"),
        _owner.c.name.label("owner_name"),
        upkeep.c.deputy_id,
        _deputy.c.name.label("deputy_name"),
        upkeep.c.due_on,
    )
    .select_from(_kept)
    .where(articles.c.state != "withdrawn")
    .limit(ROWS_A_PAGE + 1)
)
_ownerless = _list.where(~works(_owner)).order_by(articles.c.id)
_due = _list.where(upkeep.c.due_on <= param("today")).order_by(upkeep.c.due_on, articles.c.id)
_later = or_(
    upkeep.c.due_on > param("last_on"), and_(upkeep.c.due_on == param("last_on"), articles.c.id > param("last_id"))
)
OWNERLESS = {False: _ownerless, True: _ownerless.where(articles.c.id > param("last_id"))}
DUE = {False: _due, True: _due.where(_later)}
TO_REMIND = (
    select(articles.c.id, owner_id.label("owner_id"), upkeep.c.deputy_id, upkeep.c.due_on, works(_owner).label("works"))
    .select_from(_kept)
    .where(
        upkeep.c.due_on <= param("today"),
        or_(upkeep.c.reminded_on.is_(None), upkeep.c.reminded_on < upkeep.c.due_on),
        articles.c.state != "withdrawn",
    )
    .order_by(upkeep.c.due_on, articles.c.id)
    .limit(MOST_REMINDED)
)
REMINDED = upkeep.update().where(upkeep.c.article_id == param("article")).values(reminded_on=upkeep.c.due_on)


def put(tx: Transaction, kept: Upkeep) -> None:
    """Write who looks after an article."""
    values = {"owner_id": kept.owner_id, "deputy_id": kept.deputy_id, "due_on": kept.due_on}
    tx.put(upkeep, article_id=kept.article_id, **values)


def can_own(db: Reading, person_id: str) -> bool:
    """Whether somebody can look after an article: an active person of the staff."""
    return bool(db.rows(WORKING, person=person_id))


def staff(db: Reading) -> list[dict[str, str]]:
    """Who can look after something, by name."""
    return [{"id": row.id, "name": row.name} for row in db.rows(STAFF)]


def ownerless(db: Reading, last: list[Any] | None) -> list[Row[Any]]:
    """A page of articles whose owner is gone, and one more if there are more."""
    more = {} if last is None else {"last_id": last[0]}
    return list(db.rows(OWNERLESS[last is not None], **more))


def due(db: Reading, last: list[Any] | None) -> list[Row[Any]]:
    """A page of articles whose day has come, and one more if there are more, the longest due first."""
    more = {} if last is None else {"last_on": date.fromisoformat(last[0]), "last_id": last[1]}
    return list(db.rows(DUE[last is not None], today=db.now.date(), **more))


def to_remind(db: Reading) -> list[Row[Any]]:
    """Some of the articles whose day has come and whose owner has not been told of it."""
    return list(db.rows(TO_REMIND, today=db.now.date()))


def remember_reminder(tx: Transaction, article_id: str) -> None:
    """The owner has been told of this day."""
    tx.execute(REMINDED, article=article_id)
