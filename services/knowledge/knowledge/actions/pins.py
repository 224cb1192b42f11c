"""Pin articles in their category."""

from datetime import datetime
from typing import Any

from knowledge.actions.writing import reached
from knowledge.model.article import check_can_write
from knowledge.model.pin import MOST, Pin, check_can_pin, in_order
from knowledge.store import articles, pins
from portalkit import acts
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def pin_article(
    tx: Transaction, editor: Viewer, article_id: str, *, pinned: bool, place: int | None, until: datetime | None
) -> Pin | None:
    """Let an article stand first in its category's list, `until` then or for good; or no more.

    It takes `place` among those that do, or the last one, and those behind it move on. A pin holds as long as the
    article lies there. Raises Forbidden, Missing, Invalid, Refused.
    """
    check_can_write(editor)
    article = articles.held(tx, article_id)
    reached(tx, editor, article)
    tx.alone(f"pins {article.category_id}")
    there = pins.within(tx, article.category_id)
    before = next((each for each in there if each.article_id == article.id), None)
    pins.remove(tx, article.id)
    if not pinned:
        if before:
            acts.note(tx, editor, "article.unpinned", article.id)
        return None
    others = [each for each in there if each != before]
    check_can_pin(article, others, until, tx.now)
    arranged = in_order(others, Pin(article.id, article.category_id, place or MOST, until))
    for each in arranged:
        pins.put(tx, each)
    pin = next(each for each in arranged if each.article_id == article.id)
    if pin != before:
        acts.note(tx, editor, "article.pinned", article.id, **acts.differing(_told(before), _told(pin)))
    return pin


def _told(pin: Pin | None) -> dict[str, Any]:
    """What the audit log is told of a pin."""
    if pin is None:
        return {"place": None, "until": None}
    return {"place": pin.place, "until": pin.until.date().isoformat() if pin.until else None}
