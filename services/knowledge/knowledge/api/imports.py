"""Content from elsewhere. Repeating an import changes nothing, and nobody is told of it."""

from collections.abc import Callable
from typing import Any

from knowledge.actions.imports import alike, import_article, import_category, import_comment
from knowledge.actions.searches import import_searches
from knowledge.api.import_schemas import (
    ImportAnswer,
    ImportArticles,
    ImportArticlesAnswer,
    ImportCategories,
    ImportComments,
    ImportSearches,
    Kept,
)
from portalkit.errors import Invalid
from portalkit.web import Blueprint

blueprint = Blueprint("imports", __name__, description="Content from elsewhere")


@blueprint.acts("/v1/import/categories", by="importer", takes=ImportCategories, gives=ImportAnswer)
def import_categories(tx, viewer, body):
    """Add or change categories; all of them or, if one is not good, none."""
    return _each(tx, body["items"], import_category)


@blueprint.acts("/v1/import/articles", by="importer", takes=ImportArticles, gives=ImportArticlesAnswer)
def import_articles(tx, viewer, body):
    """Add or change published articles; all of them or, if one is not good, none."""
    done = _each(tx, body["items"], import_article)["items"]
    others = alike(tx, body["items"], (item["id"] for item in done))
    return {"items": [item | {"alike": other} for item, other in zip(done, others, strict=True)]}


@blueprint.acts("/v1/import/comments", by="importer", takes=ImportComments, gives=ImportAnswer)
def import_comments(tx, viewer, body):
    """Add or change comments; all of them or, if one is not good, none."""
    return _each(tx, body["items"], import_comment)


@blueprint.acts("/v1/import/searches", by="importer", takes=ImportSearches, gives=Kept)
def import_past_searches(tx, viewer, body):
    """What was searched on earlier days, in place of what is known of the same searches on these days."""
    return {"count": import_searches(tx, body["items"])}


def _each(tx: Any, items: list[dict[str, Any]], act: Callable[..., tuple[str, str]]) -> dict[str, Any]:
    done = []
    for number, item in enumerate(items):
        try:
            id, outcome = act(tx, **item)
        except Invalid as fault:
            raise Invalid({f"items.{number}.{name}": texts for name, texts in fault.fields.items()}) from fault
        done.append({"external_id": item["external_id"], "id": id, "outcome": outcome})
    return {"items": done}
