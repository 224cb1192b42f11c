"""Say who looks after an article, and remind them when the day has come."""

from datetime import date
from functools import partial

from knowledge.actions.notices import NOBODY, give
from knowledge.actions.writing import reached
from knowledge.model.article import check_can_write
from knowledge.model.upkeep import DUE, Upkeep
from knowledge.store import articles, upkeep
from portalkit import acts
from portalkit.database import Transaction
from portalkit.keeping import check_keepers
from portalkit.viewer import Viewer


def set_upkeep(
    tx: Transaction, editor: Viewer, article_id: str, *, owner_id: str, deputy_id: str | None, due_on: date | None
) -> Upkeep:
    """Give an article an owner, perhaps a deputy and a day to look at it again. Raises Forbidden, Missing, Invalid."""
    check_can_write(editor)
    article = articles.held(tx, article_id)
    reached(tx, editor, article)
    check_keepers(partial(upkeep.can_own, tx), owner_id, deputy_id)
    kept = Upkeep(article_id, owner_id, deputy_id, due_on)
    before = upkeep.of(tx, article_id) or Upkeep(article_id, article.author_id)
    upkeep.put(tx, kept)
    _note(tx, editor, before, kept)
    return kept


def _note(tx: Transaction, editor: Viewer, before: Upkeep, after: Upkeep) -> None:
    """Tell the audit log who looks after it now, and of another day."""
    for act, names in (("article.given", ("owner_id", "deputy_id")), ("article.due-set", ("due_on",))):
        was, now = ({name: _told(getattr(each, name)) for name in names} for each in (before, after))
        acts.note_change(tx, editor, act, after.article_id, was, now)


def _told(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def remind_owners(tx: Transaction) -> None:
    """Tell owners of articles whose day has come, once for each day; the deputy where the owner is gone."""
    for row in upkeep.to_remind(tx):
        person_id = row.owner_id if row.works else row.deputy_id
        if person_id:
            give(tx, person_id, DUE, articles.get(tx, row.id), NOBODY)
        upkeep.remember_reminder(tx, row.id)
