"""Articles over the public API."""

from knowledge.actions.articles import (
    edit_article,
    merge_article,
    publish_article,
    restore_revision,
    withdraw_article,
    write_article,
)
from knowledge.api.schemas import (
    ArticleSchema,
    ArticlesQuery,
    CardList,
    EditArticle,
    MergeArticle,
    ReadArticle,
    RestoreRevision,
    WriteArticle,
)
from knowledge.api.views import for_what, person
from knowledge.model.article import EDITORS
from knowledge.store import shelves
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("articles", __name__, description="Articles")


@blueprint.reads("/v1/articles", by="anyone", takes=ArticlesQuery, gives=CardList, etag="state")
def list_articles(db, viewer, query):
    """The articles one may read, in a category at any depth or all, of one genre or all; newest first."""
    inside = shelves.below(shelves.tree(db, viewer), query["category"]) if query["category"] else None
    found = shelves.cards(db, viewer, inside, query["genre"], decode(query["cursor"]))
    rows, further = page(found, shelves.CARDS_A_PAGE, "published_at", "id")
    return {"items": [shelves.card(row) for row in rows], "next": further}


@blueprint.reads("/v1/articles/<article_id>", by="anyone", gives=ReadArticle)
def read_article(db, viewer, article_id):
    """One article."""
    row = shelves.article(db, viewer, article_id)
    copied = ("id", "title", "summary", "html", "product", "region", "genre", "language", "version")
    times = ("published_at", "updated_at")
    told = {"category": row.trail[-1], "author": person(row)} | for_what(row)
    return {name: getattr(row, name) for name in (*copied, *times)} | told


@blueprint.creates("/v1/articles", by=EDITORS, takes=WriteArticle, gives=ArticleSchema)
def begin_article(tx, viewer, body):
    """Begin a draft."""
    return write_article(tx, viewer, **body)


@blueprint.changes("/v1/articles/<article_id>", by=EDITORS, takes=EditArticle, gives=ArticleSchema)
def change_article(tx, viewer, body, version, article_id):
    """Change an article in any state, naming in If-Match the version that was read."""
    return edit_article(tx, viewer, article_id, version, body)


@blueprint.changes(
    "/v1/articles/<article_id>/publish", by=EDITORS, takes=EditArticle, gives=ArticleSchema, method="POST"
)
def publish(tx, viewer, body, version, article_id):
    """Publish an article with these last changes, at once or at its `published_at`."""
    return publish_article(tx, viewer, article_id, version, body)


@blueprint.changes("/v1/articles/<article_id>/withdraw", by=EDITORS, gives=ArticleSchema, method="POST")
def withdraw(tx, viewer, version, article_id):
    """Take an article back."""
    return withdraw_article(tx, viewer, article_id, version)


@blueprint.changes(
    "/v1/articles/<article_id>/merge", by=EDITORS, takes=MergeArticle, gives=ArticleSchema, method="POST"
)
def merge(tx, viewer, body, version, article_id):
    """Withdraw an article in favour of another one, to which its address leads from now on."""
    return merge_article(tx, viewer, article_id, version, body["into"])


@blueprint.changes(
    "/v1/articles/<article_id>/restore", by=EDITORS, takes=RestoreRevision, gives=ArticleSchema, method="POST"
)
def restore(tx, viewer, body, version, article_id):
    """Give an article the words of an earlier revision again."""
    return restore_revision(tx, viewer, article_id, version, body["number"])
