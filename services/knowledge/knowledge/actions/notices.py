"""Have somebody told about an article they work on."""

from knowledge.model import facts
from knowledge.model.article import Article
from knowledge.model.comment import Comment
from knowledge.model.notice import Notice, shortened
from knowledge.store import articles, categories, notices
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.viewer import Viewer, joined

NOBODY = ""  # who did it is not said


def give(tx: Transaction, person_id: str, act: str, article: Article, actor_id: str, text: str = "") -> None:
    """Tell a person of what `actor_id` did; nobody is told of what they did themselves."""
    if person_id == actor_id:
        return
    notice = Notice(new_id(), person_id, act, article.id, actor_id, article.title, shortened(text), tx.now)
    notices.add(tx, notice)
    tx.publish("knowledge.notice.given.v1", notice, facts.notice(notice))


def give_reader(
    tx: Transaction, keeper: Viewer, comment: Comment, act: str, text: str, decision_id: str | None
) -> None:
    """Tell who wrote a comment what `keeper` did with it, but not who that was."""
    if comment.author_id == keeper.id:
        return
    article = articles.get(tx, comment.article_id)
    key = joined(article.audience_key, categories.get(tx, article.category_id).audience_key)
    notice = Notice(
        new_id(),
        comment.author_id,
        act,
        article.id,
        NOBODY,
        article.title,
        shortened(text),
        tx.now,
        audience_key=key,
        decision_id=decision_id,
    )
    notices.add(tx, notice)
    tx.publish("knowledge.notice.given.v1", notice, facts.notice(notice))
