"""Pin articles in their category."""

from datetime import datetime

from knowledge.actions.writing import reached
from knowledge.model.article import check_can_write
from knowledge.model.pin import MOST, Pin, check_can_pin, in_order
from knowledge.store import articles, pins
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
    pins.remove(tx, article.id)
    if not pinned:
        return None
    others = pins.within(tx, article.category_id)
    check_can_pin(article, others, until, tx.now)
    arranged = in_order(others, Pin(article.id, article.category_id, place or MOST, until))
    for each in arranged:
        pins.put(tx, each)
    return next(each for each in arranged if each.article_id == article.id)
