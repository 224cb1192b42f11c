"""Search over everything."""

from gateway.asked import asked, asked_cursor, one_of, several
from gateway.meant import meant
from gateway.pages.topics import KINDS as TOPIC_KINDS
from gateway.panels import Panel, page
from gateway.permits import Permitted
from gateway.upstream import knowledge
from gateway.upstream.port import SEARCH, Unanswered
from gateway.visit import as_gateway, portal, visit

LONGEST = 256
# `browse`: the subjects to look through instead, while nothing can be searched.
NOTHING = {"query": "", "total": 0, "hits": [], "facets": [], "next": None}
NOTHING |= {"browse": None, "meant": None, "behind": 0}


@page("/search", "search.html")
def search():
    """Hits with facets. It is never kept: what somebody looks for is nobody else's page."""
    sort = one_of("sort", "newest") or "relevance"
    query = {
        "q": (asked("q", LONGEST) or "").strip(),
        "kind": several("kind", *knowledge.GENRES, "file", "topic"),
        "category": several("category"),
        "product": several("product"),
        "region": several("region"),
        "topic_kind": several("topic_kind", *TOPIC_KINDS),
        "tag": several("tag"),
        "author": several("author"),
        "year": several("year"),
        "solved": several("solved", "yes", "no"),
        "language": several("language"),
        "file_type": several("file_type"),
        "sort": sort,
        "cursor": asked_cursor(),
    }
    query["audience"] = _counts_for() if query["q"] else None
    return {"found": Panel(found, query, need=True, gives=tuple(NOTHING)), "sort": sort}


def _counts_for():
    """The audience of the reader's for which the search counts; not while somebody looks as them."""
    who = visit().who
    if not who.signed_in or who.viewing or who.unsure:
        return None
    return portal().counted.one_of(as_gateway(), who.viewer.audiences)


def found(caller, query):
    """What knowledge finds, less what its owner does not permit this viewer."""
    if not query["q"]:
        return NOTHING
    try:
        answer = knowledge.search(caller, query)
    except Unanswered as fault:
        if fault.slug != SEARCH:
            raise
        caller.silent.append("search")
        return NOTHING | {"query": query["q"], "browse": knowledge.home(caller)["categories"]}
    permitted = Permitted(caller, (_thing(hit) for hit in answer["hits"] if hit["kind"] not in knowledge.OWN))
    answer["hits"] = [shown for hit in answer["hits"] if (shown := _shown(hit, permitted)) is not None]
    corrected = meant(query["q"], answer["hits"]) if answer["loosely"] else None
    return NOTHING | answer | {"meant": corrected, "behind": answer.get("from", 0)}


def _thing(hit):
    return {"kind": hit["kind"], "id": hit["id"], "removals": hit.get("removals")}


def _shown(hit, permitted):
    if hit["kind"] in knowledge.OWN:  # knowledge's own: left out already where it must be
        return hit
    owner = permitted.of(hit)
    return owner and hit | {"title": owner["title"], "solved": owner["state"] == "solved"}
