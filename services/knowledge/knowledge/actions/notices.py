"""Have somebody told about an article they work on."""

from knowledge.model import facts
from knowledge.model.article import Article
from knowledge.model.notice import Notice, shortened
from knowledge.store import notices
from portalkit.database import Transaction
from portalkit.ids import new_id


def give(tx: Transaction, person_id: str, act: str, article: Article, actor_id: str, text: str = "") -> None:
    """Tell a person of what `actor_id` did; nobody is told of what they did themselves."""
    if person_id == actor_id:
        return
    notice = Notice(new_id(), person_id, act, article.id, actor_id, article.title, shortened(text), tx.now)
    notices.add(tx, notice)
    tx.publish("knowledge.notice.given.v1", notice, facts.notice(notice))
