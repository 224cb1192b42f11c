"""Tell again what is so, for copies that others have lost."""

from collections.abc import Mapping, Sequence

from knowledge.model import facts
from knowledge.store import articles, categories, comments, credits, notices, tables
from portalkit.database import Transaction
from portalkit.restating import Owned


def restate_categories(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these categories as they are."""
    for id in ids:
        category = categories.get(tx, id)
        tx.publish("knowledge.category.restated.v1", category, facts.category(category))


def restate_articles(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these articles as they are."""
    for id in ids:
        article = articles.get(tx, id)
        tx.publish("knowledge.article.restated.v1", article, facts.article(article))


def restate_notices(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these notices as they are; nobody is told again."""
    for id in ids:
        notice = notices.get(tx, id)
        tx.publish("knowledge.notice.restated.v1", notice, facts.notice(notice))


def restate_comments(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these comments as they are."""
    for id in ids:
        comment = comments.at(tx, id)
        tx.publish("knowledge.comment.restated.v1", comment, facts.comment(comment))


def restate_credits(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish as it is what people are due for these articles."""
    for id in ids:
        credit = credits.find(tx, id)
        assert credit is not None
        tx.publish("knowledge.credit.restated.v1", credit, facts.credit(credit, articles.get(tx, id)))


OWNED: Mapping[str, Owned] = {
    "category": Owned(tables.categories, restate_categories),
    "article": Owned(tables.articles, restate_articles, tables.was_told),
    "comment": Owned(tables.comments, restate_comments),
    "credit": Owned(tables.credits, restate_credits),
    "notice": Owned(tables.notices, restate_notices),
}
