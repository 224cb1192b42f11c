"""Search and suggestions, for the portal's pages and over the public API; and what may be shown of ours."""

from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any

from flask import current_app

from knowledge.api.facets import MOST_ASKED, MOST_NAMES, facets
from knowledge.api.search_schemas import (
    SearchAnswer,
    SearchPageQuery,
    SearchQuery,
    Suggestions,
    SuggestQuery,
    Things,
    VisibleThings,
)
from knowledge.model.article import GENRES
from knowledge.model.file import FILE
from knowledge.model.review import works_at_desk
from knowledge.store import files, notices, shelves
from knowledge.store import search as found
from portalkit.documents.kinds import KINDS
from portalkit.search import LAST_OFFSET
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, encode, leave_out

blueprint = Blueprint("search", __name__, description="Search over everything")

SOMEBODY = "Somebody else"
OURS = (*GENRES, FILE)  # others' things are shown by who can ask their owners: the portal


@blueprint.reads("/internal/v1/pages/search", by="anyone", takes=SearchPageQuery, gives=SearchAnswer)
def search_page(db, viewer, query):
    """Articles, files and topics; the portal asks the topics' owner before it shows them."""
    audience = query.pop("audience", None)
    leave_out("audience")  # another page of the same search may count for another
    answer = _search(db, viewer, query, None)
    if not (query["cursor"] or query["sort"] == "newest" or any(query[name] for name in found.FACETS)):
        # One search, not each look at what it found.
        counted = audience if audience in viewer.audiences else None
        current_app.extensions["searches"].asked(db.now.date(), answer["query"], answer["total"], counted)
    return answer


@blueprint.reads("/internal/v1/pages/suggestions", by="anyone", takes=SuggestQuery, gives=Suggestions)
def suggestions_page(db, viewer, query):
    """Titles that go with what is typed so far, of articles, files and topics."""
    return _suggest(db, viewer, query, None)


@blueprint.reads("/v1/search", by="anyone", takes=SearchQuery, gives=SearchAnswer)
def search_articles(db, viewer, query):
    """Find articles, and pages of their files."""
    return _search(db, viewer, query, OURS)


@blueprint.reads("/v1/suggestions", by="anyone", takes=SuggestQuery, gives=Suggestions)
def suggest_articles(db, viewer, query):
    """Articles and files whose titles go with what is typed so far."""
    return _suggest(db, viewer, query, OURS)


@blueprint.asks("/internal/v1/visible", by="anyone", takes=Things, gives=VisibleThings)
def visible(db, viewer, body):
    """Those of these articles that this viewer may read now, and of these notices that are for this viewer."""
    ids = {thing["id"] for thing in body["things"] if thing["kind"] == "article"}
    rows = shelves.which(db, viewer, ids) if ids else []
    given = {thing["id"] for thing in body["things"] if thing["kind"] == "notice"}
    mine = notices.which(db, viewer, given, works_at_desk(viewer)) if given else []
    return {
        "visible": [
            *(row | {"kind": "article", "state": "published"} for row in rows),
            *({"id": id, "title": title, "kind": "notice", "state": "given"} for id, title in mine),
        ]
    }


def _search(db: Any, viewer: Any, query: dict[str, Any], kinds: tuple[str, ...] | None) -> dict[str, Any]:
    text = query["q"].strip()
    if not text:
        return {"query": "", "total": 0, "loosely": False, "from": 0, "hits": [], "facets": [], "next": None}
    chosen = {name: query[name] for name in found.FACETS if query[name]}
    last = decode(query["cursor"])
    offset = int(last[0]) if last else 0
    index = current_app.extensions["index"]
    scope, results = found.search(index, db, viewer, text, chosen, query["sort"], offset, kinds)
    pinned = found.pinned(db, scope, text) if query["sort"] == "relevance" else ()
    behind = offset + found.HITS_A_PAGE
    names = _authors(db, results.facets.get("author", {}), chosen.get("author", ()))
    return {
        "query": text,
        "total": results.total,
        "loosely": results.loosely,
        "from": offset,
        "hits": shown_hits(db, viewer, results.hits, scope.categories, pinned),
        "facets": facets(results.facets, chosen, {"category": _category_labels(scope), "author": names}),
        "next": encode(behind) if behind < results.total and behind <= LAST_OFFSET else None,
    }


def _authors(db: Any, found_of: Collection[str], chosen: Collection[str]) -> dict[str, str]:
    """The names of who wrote most of what was found, most first; nobody is named of whom nothing was."""
    most = list(islice(found_of, MOST_ASKED))
    first = dict.fromkeys([*most[:MOST_NAMES], *(id for id in chosen if id in found_of)])
    known = shelves.names(db, first) if first else {}
    if len(known) < len(first) and len(most) > MOST_NAMES:  # somebody has no name any more
        known |= shelves.names(db, most[MOST_NAMES:])
    return dict.fromkeys(chosen, SOMEBODY) | known


def _category_labels(scope: Any) -> dict[str, str]:
    """The categories' names, told apart where one of topics is named as one of articles is."""
    taken = {name for id, name in scope.categories.items() if id not in scope.of_topics}
    return {
        id: f"{name} (community)" if id in scope.of_topics and name in taken else name
        for id, name in scope.categories.items()
    }


def shown_hits(
    db: Any, viewer: Any, found_hits: list[Any], categories: dict[str, str], pinned: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The hits as they are shown; the pages of files among them under their file's name, each beside its article."""
    paged = [hit.id for hit in found_hits if hit.values["kind"] == FILE]
    rows = files.found(db, viewer, paged) if paged else {}
    shown = ((hit, _hit(hit, categories)) for hit in found_hits)
    return [
        told | _page(rows[hit.id]) if hit.id in rows else told | {"pinned": True} if hit.id in pinned else told
        for hit, told in shown
        if hit.id in rows or told["kind"] != FILE
    ]


def _page(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.name,
        "page": row.number,
        "label": row.label,
        "file_type": row.kind,
        "inline": KINDS[row.kind].inline,
        "article": {"id": row.article_id, "name": row.title},
    }


def _hit(hit: Any, categories: dict[str, str]) -> dict[str, Any]:
    values = hit.values
    shown = {
        **_kind(values),
        "id": hit.id,
        "title": values["title"],
        "snippet": hit.snippet,
        "category": {"id": values["category"], "name": categories.get(values["category"], "")},
        "product": _joined(values.get("product")),
        "solved": {"yes": True, "no": False}.get(values.get("solved")),
        "language": values.get("language"),
        "date": found.moment(values["date"]),
    }
    return shown | {"removals": values["removals"]} if values["kind"] == found.TOPIC else shown


def _joined(words: str | list[str] | None) -> str | None:
    """The products of a thing as one word; what was indexed before it could have several has one as it is."""
    return words if isinstance(words, str) else ", ".join(words or ()) or None


def _kind(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a thing is to all services, its `kind`, and which sort of article it is, its `genre`."""
    told = values["kind"]
    return {"kind": told, "genre": None} if told in (found.TOPIC, FILE) else {"kind": "article", "genre": told}


def _suggest(db: Any, viewer: Any, query: dict[str, Any], kinds: tuple[str, ...] | None) -> dict[str, Any]:
    text = query["q"].strip()
    hits = found.suggest(current_app.extensions["index"], db, viewer, text, kinds) if text else []
    return {"suggestions": [_suggestion(hit) for hit in hits]}


def _suggestion(hit: Any) -> dict[str, Any]:
    shown = _kind(hit.values) | {"id": hit.values.get("file") or hit.id, "title": hit.values["title"]}
    return shown | {"removals": hit.values["removals"]} if shown["kind"] == found.TOPIC else shown
