"""The public state of things, as events carry it."""

from typing import Any

from knowledge.model.article import PUBLISHED, Article
from knowledge.model.category import Category
from knowledge.model.comment import SHOWN, Comment
from knowledge.model.credit import Credit
from knowledge.model.notice import Notice


def category(category: Category) -> dict[str, Any]:
    """What others keep of a category."""
    return {
        "name": category.name,
        "parent_id": category.parent_id,
        "audience_key": category.audience_key,
    }


def article(article: Article) -> dict[str, Any]:
    """What others keep of an article; one that was withdrawn travels without its text."""
    out = article.state == PUBLISHED
    return {
        "title": article.title if out else None,
        "summary": article.summary if out else None,
        "category_id": article.category_id,
        "audience_key": article.audience_key,
        "author_id": article.author_id,
        "genre": article.genre,
        "language": article.language,
        "product": article.product,
        "state": article.state,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "topic_id": article.topic_id,
    }


def credit(credit: Credit, article: Article) -> dict[str, Any]:
    """What the people are due whom an article credits."""
    return {"topic_id": article.topic_id, "person_ids": article.credits or [], "helpful": credit.helpful}


def notice(notice: Notice) -> dict[str, Any]:
    """What others keep of a notice: it concerns one person, who works on the article or commented on it."""
    return {
        "person_id": notice.person_id,
        "act": notice.act,
        "article_id": notice.article_id,
        "actor_id": notice.actor_id,
        "title": notice.title,
        "text": notice.text,
        "audience_key": notice.audience_key,
        "decision_id": notice.decision_id,
    }


def comment(comment: Comment) -> dict[str, Any]:
    """What others keep of a comment; who may read it is decided by its article, so it says only which."""
    return {
        "article_id": comment.article_id,
        "author_id": comment.author_id,
        "body": comment.body if comment.state == SHOWN else None,
        "state": comment.state,
        "written_at": comment.written_at.isoformat(),
    }
