"""What an article is, when it can be read, and who may write."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portalkit.errors import Forbidden, Invalid
from portalkit.viewer import Viewer, key_parts, satisfies

DRAFT, PUBLISHED, WITHDRAWN, SCHEDULED = "draft", "published", "withdrawn", "scheduled"
CREDITS_MOST = 20
EDITORS = ("author", "administrator")
GENRES = ARTICLE, FAQ, NEWS, BLOG = "article", "faq", "news", "blog"


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its form for pages (`html`, `toc`) and for search (`plain`), made when it was written.

    One that grew out of a topic of the community names that, and in `credits` the people who wrote it.
    """

    id: str
    category_id: str
    audience_key: str
    author_id: str
    title: str
    summary: str
    body: str
    html: str
    toc: list[dict[str, Any]]
    plain: str
    product: str | None
    language: str
    created_at: datetime
    updated_at: datetime
    state: str = DRAFT
    published_at: datetime | None = None
    expires_at: datetime | None = None
    external_id: str | None = None
    genre: str = ARTICLE
    translation_of: str | None = None
    merged_into: str | None = None
    topic_id: str | None = None
    credits: list[str] | None = None
    commentable: bool = True
    region: str | None = None
    shelved: int = 0  # how often its categories gave it other products or regions
    version: int = 1

    @property
    def audiences(self) -> list[str]:
        """The audiences that it demands itself."""
        return key_parts(self.audience_key)

    @property
    def indexed_as(self) -> int:
        """The version of what the index holds of it, which has the products and regions of its categories, too."""
        return self.version + self.shelved


def shown_state(state: str, published_at: datetime | None, now: datetime) -> str:
    """The state as people see it: what is published for a later time is scheduled."""
    if state == PUBLISHED and published_at is not None and published_at > now:
        return SCHEDULED
    return state


def is_editor(viewer: Viewer) -> bool:
    """Whether `viewer` writes articles and reaches all of them on staff's paths."""
    return viewer.kind == "staff" and any(viewer.has(role) for role in EDITORS)


def check_can_write(viewer: Viewer) -> None:
    """Raise Forbidden unless `viewer` writes articles: staff with the role author or administrator."""
    if not is_editor(viewer):
        raise Forbidden("Only authors and administrators among the staff write here.")


def is_outside(viewer: Viewer, *keys: str) -> bool:
    """Whether `viewer` reaches a thing by being an editor only, not by being in its audiences."""
    return not all(satisfies(viewer, key) for key in keys)


def publication(article: Article, asked: datetime | None, now: datetime) -> datetime:
    """When an article that is published now becomes readable.

    At the time asked for; else at the time it was given before, if it was out already or that is still to come;
    else at once.
    """
    if asked is not None:
        return asked
    planned = article.published_at
    if planned is not None and (article.state != DRAFT or planned > now):
        return planned
    return now


def check_can_merge(article: Article, into: Article) -> None:
    """Raise Invalid unless `into` can take the place of `article`: another one, and out."""
    if into.id == article.id:
        raise Invalid({"into": ["An article cannot be merged into itself."]})
    if into.state != PUBLISHED:
        raise Invalid({"into": ["Choose an article that is published."]})


def check_dates(published_at: datetime | None, expires_at: datetime | None) -> None:
    """Raise Invalid when an article would expire before it is out."""
    if published_at is not None and expires_at is not None and expires_at <= published_at:
        raise Invalid({"expires_at": ["It would expire before it is published."]})
