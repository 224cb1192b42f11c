"""Rows of upkeep. An article without one is its author's to look after; a category says itself who does."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, and_, case, func, or_, select

from knowledge.model.upkeep import Upkeep
from knowledge.store.remits import CATEGORY_IN_REMIT, IN_REMIT, remit_of
from knowledge.store.tables import articles, categories, people, upkeep, votes
from portalkit.database import Reading, Transaction, columns, param
from portalkit.keeping import one_that_keeps, who_keeps, without_owner, works
from portalkit.viewer import Viewer

ROWS_A_PAGE, MOST_REMINDED = 20, 100
LATELY = timedelta(days=90)

owner_id = func.coalesce(upkeep.c.owner_id, articles.c.author_id)
_owner, _deputy = people.alias("owner"), people.alias("deputy")

STAFF, WORKING = who_keeps(people, works), one_that_keeps(people)
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
    .where(articles.c.state != "withdrawn", IN_REMIT)
    .limit(ROWS_A_PAGE + 1)
)
_ownerless = _list.where(~works(_owner)).order_by(articles.c.id)
_due = _list.where(upkeep.c.due_on <= param("today")).order_by(upkeep.c.due_on, articles.c.id)
_later = or_(
    upkeep.c.due_on > param("last_on"), and_(upkeep.c.due_on == param("last_on"), articles.c.id > param("last_id"))
)
# Of the articles that did not help somebody lately, those first that helped the fewest of those who said anything.
_lately = (
    select(votes.c.article_id, func.count().label("n"), func.sum(case((votes.c.helpful, 0), else_=1)).label("bad"))
    .where(votes.c.voted_at > param("since"))
    .group_by(votes.c.article_id)
    .subquery()
)
_share = _lately.c.bad * 1000 // _lately.c.n
_unhelpful = (
    _list.join_from(articles, _lately, _lately.c.article_id == articles.c.id)
    .add_columns(
        (_lately.c.n - _lately.c.bad).label("helpful"), _lately.c.bad.label("unhelpful"), _share.label("share")
    )
    .where(_lately.c.bad > 0)
    .order_by(_share.desc(), articles.c.id)
)
_fewer = or_(_share < param("last_share"), and_(_share == param("last_share"), articles.c.id > param("last_id")))
UNHELPFUL = {False: _unhelpful, True: _unhelpful.where(_fewer)}
OWNERLESS = {False: _ownerless, True: _ownerless.where(articles.c.id > param("last_id"))}
DUE = {False: _due, True: _due.where(_later)}
OWNERLESS_CATEGORIES = without_owner(categories, people, works).where(CATEGORY_IN_REMIT)
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
KEEPERS = (
    select(
        owner_id.label("owner_id"), works(_owner).label("works"), upkeep.c.deputy_id, works(_deputy).label("stands_in")
    )
    .select_from(_kept)
    .where(articles.c.id == param("article"))
)
ONE = select(*columns(upkeep, Upkeep)).where(upkeep.c.article_id == param("article"))
REMINDED = upkeep.update().where(upkeep.c.article_id == param("article")).values(reminded_on=upkeep.c.due_on)


def put(tx: Transaction, kept: Upkeep) -> None:
    """Write who looks after an article."""
    values = {"owner_id": kept.owner_id, "deputy_id": kept.deputy_id, "due_on": kept.due_on}
    tx.put(upkeep, article_id=kept.article_id, **values)


def of(db: Reading, article_id: str) -> Upkeep | None:
    """What was said about who looks after an article, if anything was."""
    return db.find(ONE, Upkeep, article=article_id)


def keepers(db: Reading, article_id: str) -> list[str]:
    """Who looks after an article and is here: its owner and the deputy."""
    row = db.rows(KEEPERS, article=article_id)[0]
    both = ((row.owner_id, row.works), (row.deputy_id, row.stands_in))
    return [person_id for person_id, is_here in both if is_here]


def can_own(db: Reading, person_id: str) -> bool:
    """Whether somebody can look after something: an active person of the staff."""
    return bool(db.rows(WORKING, person=person_id))


def staff(db: Reading) -> list[dict[str, str]]:
    """Who can look after something, by name."""
    return [{"id": row.id, "name": row.name} for row in db.rows(STAFF)]


def ownerless(db: Reading, viewer: Viewer, last: list[Any] | None) -> list[Row[Any]]:
    """A page of articles that `viewer` edits and whose owner is gone, and one more if there are more."""
    more = {} if last is None else {"last_id": last[0]}
    return list(db.rows(OWNERLESS[last is not None], remit_of=remit_of(viewer), **more))


def ownerless_categories(db: Reading, viewer: Viewer) -> list[Row[Any]]:
    """The categories in which `viewer` edits and that nobody looks after, by name."""
    return list(db.rows(OWNERLESS_CATEGORIES, remit_of=remit_of(viewer)))


def due(db: Reading, viewer: Viewer, last: list[Any] | None) -> list[Row[Any]]:
    """A page of what `viewer` edits and is due, and one more if there are more, the longest due first."""
    more = {} if last is None else {"last_on": date.fromisoformat(last[0]), "last_id": last[1]}
    return list(db.rows(DUE[last is not None], today=db.now.date(), remit_of=remit_of(viewer), **more))


def unhelpful(db: Reading, viewer: Viewer, last: list[Any] | None) -> list[Row[Any]]:
    """A page of what `viewer` edits and did not help lately, and one more if there are more, the worst first."""
    more = {} if last is None else {"last_share": last[0], "last_id": last[1]}
    asked = {"since": db.now - LATELY, "remit_of": remit_of(viewer)} | more
    return list(db.rows(UNHELPFUL[last is not None], **asked))


def to_remind(db: Reading) -> list[Row[Any]]:
    """Some of the articles whose day has come and whose owner has not been told of it."""
    return list(db.rows(TO_REMIND, today=db.now.date()))


def remember_reminder(tx: Transaction, article_id: str) -> None:
    """The owner has been told of this day."""
    tx.execute(REMINDED, article=article_id)
