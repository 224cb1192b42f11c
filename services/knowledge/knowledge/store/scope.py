"""What one viewer may find just now, in one statement: one moment of the rows, whatever is written meanwhile."""

from dataclasses import dataclass, field

from sqlalchemy import String, and_, cast, literal, null, select, union_all

from knowledge.store.shelves import OUT
from knowledge.store.tables import (
    articles,
    categories,
    file_pages,
    files,
    is_removed,
    live_rules,
    topic_categories,
    topics,
)
from portalkit.database import Reading, readable_categories, satisfied_keys, visible
from portalkit.tables import generations, unindexed
from portalkit.viewer import Viewer

_current = select(generations.c.id).where(generations.c.state == "current").limit(1).scalar_subquery()
_waiting = and_(unindexed.c.generation == _current)
_article_readable = (
    select(literal(1)).where(articles.c.id == unindexed.c.id, visible(articles), OUT).correlate(unindexed).exists()
)
_page_readable = (
    select(literal(1))
    .select_from(file_pages.join(files).join(articles))
    .where(file_pages.c.id == unindexed.c.id, ~is_removed, visible(articles), OUT)
    .correlate(unindexed)
    .exists()
)
_topic_readable = (
    select(literal(1))
    .where(
        topics.c.id == unindexed.c.id,
        topics.c.shown,
        topics.c.category_id.in_(readable_categories(topic_categories)),
        topics.c.audience_key.in_(satisfied_keys()),
    )
    .correlate(unindexed)
    .exists()
)
_nothing = cast(null(), String)
SCOPE = union_all(
    select(literal("category").label("what"), categories.c.id, categories.c.name).where(
        categories.c.audience_key.in_(satisfied_keys())
    ),
    select(literal("topic category"), topic_categories.c.id, topic_categories.c.name).where(
        topic_categories.c.audience_key.in_(satisfied_keys())
    ),
    select(literal("key"), satisfied_keys().subquery().c.key, _nothing),
    select(literal("generation"), generations.c.id, _nothing).where(generations.c.state == "current"),
    select(literal("rules"), live_rules.c.set_id, _nothing),
    select(literal("without"), unindexed.c.id, _nothing).where(
        _waiting, unindexed.c.kind == "article", ~_article_readable
    ),
    select(literal("without"), unindexed.c.id, _nothing).where(_waiting, unindexed.c.kind == "topic", ~_topic_readable),
    select(literal("without"), unindexed.c.id, _nothing).where(_waiting, unindexed.c.kind == "page", ~_page_readable),
)


@dataclass(slots=True)
class Scope:
    """The index's entries may be shown that lie in one of `categories`, demand one of `keys` and are not `without`.

    `without` are the things whose rows are newer than the index and not, or no longer, for this viewer. `rules` are
    those that staff gave the search, if any.
    """

    generation: str | None = None
    rules: str | None = None
    categories: dict[str, str] = field(default_factory=dict)  # names by id, of articles and of topics
    of_topics: set[str] = field(default_factory=set)  # those of them that topics lie in
    keys: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def of(db: Reading, viewer: Viewer) -> Scope:
    """What `viewer` may find now."""
    scope = Scope()
    for what, id, name in db.rows(SCOPE, viewer, now=db.now):
        if what == "category":
            scope.categories[id] = name
        elif what == "topic category":
            scope.categories[id] = name
            scope.of_topics.add(id)
        elif what == "key":
            scope.keys.append(id)
        elif what == "without":
            scope.without.append(id)
        elif what == "rules":
            scope.rules = id
        else:
            scope.generation = id
    return scope
