"""The search index: its fields, what it holds of each thing, and the queries that are asked of it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Row

from knowledge.model.category import with_own
from knowledge.model.file import FILE
from knowledge.model.marks import without_marks
from knowledge.model.search_rules import Rules
from knowledge.model.vote import helps
from knowledge.store import scope, search_rules
from knowledge.store.scope import Scope
from portalkit.database import Reading
from portalkit.errors import Unavailable
from portalkit.search import Document, Field, GenerationMissing, Hit, Query, Results, SearchIndex
from portalkit.search_reasons import Reasons
from portalkit.viewer import Viewer

BESIDE_ENGLISH = ("de", "es", "fr")
FIELDS = (
    Field("title", "text", boost=4.0, others=BESIDE_ENGLISH),
    Field("text", "text", others=BESIDE_ENGLISH),
    Field("kind", "keyword"),  # the genre of an article, or that it is a topic or a page of a file
    Field("category", "keyword"),
    Field("audience_key", "keyword"),
    Field("product", "keyword"),
    Field("region", "keyword"),
    Field("author", "keyword"),
    Field("year", "keyword"),  # of `date`
    Field("solved", "keyword"),  # of a question: yes or no
    Field("language", "keyword"),
    Field("helps", "keyword"),  # of an article that enough people voted on: yes
    Field("date", "number"),  # seconds: for freshness and order
    Field("out", "number"),  # microseconds: when it may be read first
    Field("over", "number"),  # microseconds: from when on it may not be read any more
    Field("removals", "stored"),
    Field("file_type", "keyword"),
    Field("file", "stored"),
    Field("topic_kind", "keyword"),
    Field("tag", "keyword"),
)
TOPIC = "topic"
QUESTIONS = ("question", None)  # kinds of topics; what was taken in before there were others is a question
FACETS = (
    *("kind", "category", "product", "region", "topic_kind", "tag"),
    *("author", "year", "solved", "language", "file_type"),
)
HITS_A_PAGE, MOST_SUGGESTIONS = 10, 8
SOLVED_POINTS, HELPFUL_POINTS = 0.6, 0.4
BOOSTS = (("solved", "yes", SOLVED_POINTS), ("helps", "yes", HELPFUL_POINTS))
ALWAYS, NEVER = 0, 2**62
T = TypeVar("T")


def micros(moment: datetime) -> int:
    """A time as the index holds it."""
    return int(moment.timestamp()) * 1_000_000 + moment.microsecond


def _dated(moment: datetime) -> dict[str, Any]:
    return {"date": int(moment.timestamp()), "year": str(moment.year)}


def article_document(row: Row[Any]) -> Document:
    """What the index holds of an article."""
    values = {
        "kind": row.genre,
        "title": row.title,
        "text": f"{row.summary}\n{row.plain}",
        "category": row.category_id,
        "audience_key": row.audience_key,
        "product": with_own(row.product, row.all_products),
        "region": with_own(row.region, row.all_regions),
        "author": row.author_id,
        "language": row.language,
        "helps": "yes" if helps(row.helpful, row.unhelpful) else None,
        **_dated(row.updated_at),
        "out": micros(row.published_at),
        "over": micros(row.expires_at) if row.expires_at else NEVER,
    }
    return Document(row.id, row.indexed_as, values, row.language)


def page_document(row: Row[Any]) -> Document:
    """What the index holds of one page of a file; only the first has the file's name, so that a name finds it once."""
    values = {
        "kind": FILE,
        "title": row.name if row.number == 1 else "",
        "text": row.text,
        "category": row.category_id,
        "audience_key": row.audience_key,
        "product": with_own(row.product, row.all_products),
        "region": with_own(row.region, row.all_regions),
        "language": row.language,
        **_dated(row.saved_at),
        "out": micros(row.published_at),
        "over": micros(row.expires_at) if row.expires_at else NEVER,
        "file_type": row.kind,
        "file": row.file_id,
    }
    return Document(row.id, row.revision, values, row.language)


def topic_document(row: Row[Any], replies: Sequence[Row[Any]]) -> Document:
    """What the index holds of a topic: the question with the replies that are shown.

    `removals` says how often text was taken out of it before, so that its owner can tell an entry that still has
    words which nobody may read any more.
    """
    shown = [reply for reply in replies if reply.body is not None]
    values = {
        "kind": "topic",
        "title": row.title,
        "text": without_marks("\n".join([row.body or "", *(reply.body for reply in shown)])),
        "category": row.category_id,
        "audience_key": row.audience_key,
        "product": row.product,
        "author": row.author_id,
        "topic_kind": row.kind,
        "tag": (row.tags or "").split(),
        "solved": ("yes" if row.solved else "no") if row.kind in QUESTIONS else None,
        **_dated(row.asked_at),
        "out": ALWAYS,
        "over": NEVER,
        "removals": row.removals + sum(reply.removals for reply in replies),
    }
    return Document(row.id, row.revision, values)


def search(
    index: SearchIndex,
    db: Reading,
    viewer: Viewer,
    text: str,
    chosen: Mapping[str, Collection[str]],
    sort: Any = "relevance",
    offset: int = 0,
    kinds: Collection[str] | None = None,
) -> tuple[Scope, Results]:
    """Find what `viewer` may read now, and with it the names of the categories there are for this viewer.

    `chosen` narrows as choices in the facets do; `kinds` leaves other kinds out altogether.
    """

    def ask(now_in: Scope) -> Results:
        more = {"facets": FACETS, "chosen": chosen, "sort": sort, "offset": offset, "snippet_of": "text"}
        return index.search(str(now_in.generation), _query(db, now_in, text, kinds, None, **more))

    return _in_scope(db, viewer, ask, Results(0, [], {}))


def pinned(db: Reading, now_in: Scope, text: str) -> tuple[str, ...]:
    """The ids of what staff put first for a search."""
    return search_rules.counting(db, now_in.rules).pinned(text)


def under(index: SearchIndex, db: Reading, viewer: Viewer, asked: Iterable[tuple[str, Rules]]) -> list[list[Hit]]:
    """What each of these texts finds first for `viewer` under other rules than those that count."""

    def ask(now_in: Scope) -> list[list[Hit]]:
        queries = (_query(db, now_in, text, None, rules) for text, rules in asked)
        return [index.search(str(now_in.generation), query).hits for query in queries]

    return _in_scope(db, viewer, ask, [])[1]


def why(index: SearchIndex, db: Reading, viewer: Viewer, text: str, id: str) -> Reasons | None:
    """Why an entry of the index stands where it does when `viewer` searches; None where it is not for this viewer."""

    def ask(now_in: Scope) -> Reasons | None:
        return index.explain(str(now_in.generation), _query(db, now_in, text, None, None), id)

    return _in_scope(db, viewer, ask, None)[1]


def _query(
    db: Reading, now_in: Scope, text: str, kinds: Collection[str] | None, rules: Rules | None, **more: Any
) -> Query:
    rules = rules if rules is not None else search_rules.counting(db, now_in.rules)
    return Query(
        text=text,
        filters=_filters(now_in, kinds),
        ranges=_ranges(db.now),
        without=now_in.without,
        boosts=BOOSTS,
        fresh="date",
        now=int(db.now.timestamp()),
        limit=HITS_A_PAGE,
        synonyms=rules.synonyms,
        pinned=rules.pinned(text),
        **more,
    )


def suggest(
    index: SearchIndex, db: Reading, viewer: Viewer, text: str, kinds: Collection[str] | None = None
) -> list[Hit]:
    """Things that `viewer` may read now and whose titles have these words, the last one perhaps unfinished."""

    def ask(now_in: Scope) -> list[Hit]:
        filters = _filters(now_in, kinds)
        return index.suggest(
            str(now_in.generation), text, filters, now_in.without, _ranges(db.now), MOST_SUGGESTIONS, "title"
        )

    return _in_scope(db, viewer, ask, [])[1]


def _in_scope(db: Reading, viewer: Viewer, ask: Callable[[Scope], T], nothing: T) -> tuple[Scope, T]:
    """Ask the generation that is current; once more when it was dropped between."""
    for _ in range(2):
        now_in = scope.of(db, viewer)
        if now_in.generation is None:  # the worker has not begun yet
            return now_in, nothing
        try:
            return now_in, ask(now_in)
        except GenerationMissing:
            continue
    raise Unavailable("The search is being set up. Try again in a moment.")


def _filters(now_in: Scope, kinds: Collection[str] | None) -> dict[str, Collection[str]]:
    filters: dict[str, Collection[str]] = {"category": now_in.categories, "audience_key": now_in.keys}
    return filters | {"kind": kinds} if kinds is not None else filters


def _ranges(now: datetime) -> dict[str, tuple[int | None, int | None]]:
    return {"out": (None, micros(now)), "over": (micros(now) + 1, None)}


def moment(seconds: int) -> datetime:
    """A time that the index held."""
    return datetime.fromtimestamp(seconds, UTC)
