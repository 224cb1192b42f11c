"""Rows of comments. Whoever reads one may read its article: every statement that finds some asks that, too."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from knowledge.model.comment import HIDDEN, SHOWN, Comment, may_look_after
from knowledge.store.remits import IN_REMIT, remit_of
from knowledge.store.shelves import READABLE
from knowledge.store.tables import articles, comments, people
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Missing, Stale
from portalkit.viewer import Viewer

COMMENTS_A_PAGE = 20

# Besides what is shown to everybody, people meet their own hidden comments; removed ones nobody meets.
MET = or_(
    comments.c.state == SHOWN,
    and_(comments.c.state == HIDDEN, or_(comments.c.author_id == param("viewer_id"), param("sees_hidden"))),
)
ANY = select(*columns(comments, Comment)).where(comments.c.id == param("id"))
ONE = (
    select(*columns(comments, Comment)).join_from(comments, articles).where(comments.c.id == param("id"), READABLE, MET)
)
SHOWN_AS = (
    comments.c.id,
    comments.c.author_id,
    people.c.name,
    people.c.kind,
    comments.c.html,
    comments.c.body,
    comments.c.written_at,
    comments.c.edited_at,
    comments.c.state,
    comments.c.held,
    comments.c.hidden_reason,
    comments.c.decision_id,
    comments.c.version,
)
_in_order = (comments.c.written_at, comments.c.id)
_placed = comments.join(articles).outerjoin(people, people.c.id == comments.c.author_id)
_in_remit = IN_REMIT.label("in_remit")  # no remit keeps the viewer from the article
UNDER = (
    select(*SHOWN_AS, _in_remit)
    .select_from(_placed)
    .where(comments.c.article_id == param("id"), READABLE, MET)
    .order_by(*_in_order)
    .limit(param("most"))
)
# `written_at >= last_at` lets the index begin there; the rest decides among equals.
LATER = and_(
    comments.c.written_at >= param("last_at", type_=comments.c.written_at.type),
    or_(
        comments.c.written_at > param("last_at", type_=comments.c.written_at.type),
        comments.c.id > param("last_id"),
    ),
)
PAGES = {False: UNDER, True: UNDER.where(LATER)}
PLACED = (
    select(*SHOWN_AS, _in_remit, articles.c.id.label("article_id"), articles.c.title, articles.c.language)
    .select_from(_placed)
    .where(comments.c.id == param("id"), READABLE, MET)
)
_here = comments.c.article_id == articles.c.id
_shown, _hidden = (
    select(func.count()).where(_here, comments.c.state == state).scalar_subquery() for state in (SHOWN, HIDDEN)
)
# No new version: whoever edits the article has read the same words.
RECOUNT = articles.update().where(articles.c.id == param("article")).values(comments=_shown, hidden_comments=_hidden)
IMPORTED = select(*columns(comments, Comment)).where(comments.c.external_id == param("external_id"))


def meets(viewer: Viewer) -> dict[str, Any]:
    """The parameter of `MET` besides those of the viewer."""
    return {"sees_hidden": may_look_after(viewer)}


def shows(viewer: Viewer) -> dict[str, Any]:
    """The parameters of what shows comments besides those of the viewer."""
    return meets(viewer) | {"remit_of": remit_of(viewer)}


def get(db: Reading, viewer: Viewer, id: str) -> Comment:
    """The comment, if `viewer` may read its article now; a hidden one for its writer, and who looks after it.

    Raises Missing.
    """
    return db.one(ONE, Comment, viewer=viewer, id=id, now=db.now, **meets(viewer))


def placed(db: Reading, viewer: Viewer, id: str) -> Row[Any]:
    """The same as pages show it, with the article that it is under. Raises Missing."""
    rows = db.rows(PLACED, viewer, id=id, now=db.now, **shows(viewer))
    if not rows:
        raise Missing()
    return rows[0]


def under(db: Reading, viewer: Viewer, article_id: str, last: list[Any] | None) -> Sequence[Row[Any]]:
    """A page of an article's comments, and one more if there are more, as they were written, behind `last`."""
    more = {} if last is None else {"last_at": last[0], "last_id": last[1]}
    most = COMMENTS_A_PAGE + 1
    return db.rows(PAGES[last is not None], viewer, id=article_id, now=db.now, most=most, **more, **shows(viewer))


def at(db: Reading, id: str) -> Comment:
    """The comment, whoever asks: to tell others of it as it is. Raises Missing."""
    return db.one(ANY, Comment, id=id)


def imported(db: Reading, external_id: str) -> Comment | None:
    """The comment that was imported under `external_id`, or None."""
    return db.find(IMPORTED, Comment, external_id=external_id)


def add(tx: Transaction, comment: Comment, external_id: str | None = None) -> None:
    """Add a comment. Its article is held."""
    tx.insert(comments, comment, external_id=external_id)
    tx.execute(RECOUNT, article=comment.article_id)


def change(tx: Transaction, comment: Comment, version: int | None, **values: Any) -> Comment:
    """Write `values` over version `version` (None: any). Its article is held. Raises Stale."""
    changed = tx.update(comments, Comment, comment.id, version, values)
    if changed is None:
        raise Stale("This comment was changed since it was read.")
    tx.execute(RECOUNT, article=comment.article_id)
    return changed
