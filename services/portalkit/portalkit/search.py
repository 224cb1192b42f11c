"""The port to a search index: what a service may ask of it, in plain types; adapters are files of their own.

The index finds, the owner permits: an index lags its rows by a moment, so the caller passes the predicate of
this viewer as `filters` and `ranges`, and as `without` the ids it knows better about; hits, totals and facets
obey them. Nothing lists words: what a viewer may not see leaves no trace in an answer.

What people type is parsed in `search_text`: words, "phrases", never an error. A word may be in any text
field. A search takes the first of these steps that finds enough, judged without `chosen`, so facet counts
stay true:

1. every word, stemmed; enough is a page of ten;
2. every word, with typos (of 4 letters one may be wrong, of 8 two); what step 1 found stays on top; enough is three;
3. at least half of the words, with typos; what has all of them stands first, unless another is clearly better.

Where the best does not stand first, sorted by time or while a word is being typed, step 2 has enough with one.

Small words (`the`, `how`) need not match unless there are no others. Equal scores are in the order of ids.

Backends may differ in this and nothing else: scores, and so the order of hits that are about as good; in a text of
more than eight words a server may allow no typos; scripts without spaces between words are found by their
signs on Elasticsearch, by whole runs of them in the embedded index.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from .errors import Unavailable
from .search_reasons import Reasons

MOST_HITS = 50
MOST_PINNED = 10
LAST_OFFSET = 1000
SNIPPET_LETTERS = 200
SNIPPET_TEXT = 4000
LAYOUT = 2  # of what is kept beside the fields; an index is filled anew where it grows
ENOUGH, FEW = 10, 3  # hits with every word: as it was typed; at all
DAY = 86_400
# Added to the score, in which a word is worth about 1 to 8: among equals the recent one wins, and no more.
FRESH: tuple[tuple[int, float], ...] = ((30 * DAY, 0.2), (365 * DAY, 0.2))

Kind = Literal["text", "keyword", "number", "stored"]


class GenerationMissing(LookupError):
    """The generation was dropped or never created: read the pointer to the live one again."""


class IndexBusy(RuntimeError):
    """Another process writes to this index; there may be one."""


class IndexUnavailable(Unavailable):
    """The index does not answer, or not in time. Reading: say so (503). Writing: nothing is lost, try again later."""

    slug = "search-unavailable"

    def __init__(self, why: str = "") -> None:
        super().__init__("The search is not available just now. Try again in a moment.")
        self.why = why


@dataclass(frozen=True, slots=True)
class Field:
    """One field of every document.

    `text` is analysed (lower case, accents folded, stemmed by `language`; "" stems nothing) and found by
    words; `boost` weighs it. What is in one of the `others` is found by the stems of that language too.
    `keyword` is exact, one or many values, for filters and facets. `number` is an int64, for ranges, order
    and freshness; times are epoch seconds. `stored` only comes back with hits.
    Documents have `id` and `version` anyway.
    """

    name: str
    kind: Kind
    boost: float = 1.0
    language: str = "en"
    others: tuple[str, ...] = ()

    def spoken(self, tag: str) -> str:
        """The language that stems a document with this tag (`de`, `pt-BR`): one of the others, or `language`."""
        base = tag.partition("-")[0].lower()
        return base if base in self.others else self.language

    def part(self, language: str) -> str:
        """The name under which an index has this field's words as `language` stems them."""
        return self.name if language == self.language else f"{self.name}__{language}"


@dataclass(frozen=True, slots=True)
class Document:
    """What the index holds of one thing.

    Values are JSON; unknown names are ignored, as are values of a wrong type. `language` is the tag of what its texts
    are in.
    """

    id: str
    version: int
    values: Mapping[str, Any]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Synonym:
    """Whoever types one of these `words` (or rows of words) finds what has one of what it `means`, too.

    Without a meaning of their own they mean each other. `language`: what is stemmed as that one; "" is any.
    """

    words: tuple[str, ...]
    means: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """One search.

    Empty `text` browses: everything under the filters, newest first when `fresh` is given. Text without one
    searchable letter finds nothing. `fields` narrows the text fields looked in (none: all of them). With
    `prefix` the last word is one still being typed.

    `filters`: field in any of these values, ANDed; an empty collection lets nothing pass. `ranges`: inclusive
    bounds; a document without the number does not pass. `without`: ids left out of hits, totals and facets.
    `facets`: keyword fields to count. `chosen`: values chosen in them; they narrow hits, total and every
    other facet, not the facet's own counts; an empty collection is no choice.

    `boosts`: (keyword field, value, points added to the score). `fresh`: the number field that says when;
    with `now` its recent values get a gentle boost (`FRESH`), and `newest` sorts by it. `limit` is capped at
    50; nothing is at an offset above 1000. `snippet_of`: the text field to cut a snippet from, by its first
    4,000 letters. `synonyms` widen the words. `pinned`: ids that stand first, in this order, when a text is sorted by
    relevance, whether they match it or not; filters, ranges and choices hold for them as for any.
    """

    text: str = ""
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    without: Collection[str] = ()
    facets: tuple[str, ...] = ()
    chosen: Mapping[str, Collection[str]] = field(default_factory=dict)
    boosts: tuple[tuple[str, str, float], ...] = ()
    fresh: str | None = None
    now: int = 0
    sort: Literal["relevance", "newest"] = "relevance"
    limit: int = 10
    offset: int = 0
    snippet_of: str = ""
    fields: tuple[str, ...] = ()
    prefix: bool = False
    synonyms: tuple[Synonym, ...] = ()
    pinned: tuple[str, ...] = ()

    @property
    def pins(self) -> tuple[str, ...]:
        """What stands first."""
        return self.pinned[:MOST_PINNED] if self.sort == "relevance" and self.text.strip() else ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document.

    `snippet` is HTML: escaped text with <mark>; the text's plain beginning where nothing matched.
    `score` is 0.0 unless hits are sorted by relevance of a text. `values` are those of the document.
    """

    id: str
    version: int
    score: float
    snippet: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts all that match, not only this page.

    Facets have only values with a count, most frequent first. `loosely`: too little has the words as they were
    typed, so what has close ones was taken too.
    """

    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]]
    loosely: bool = False


class SearchIndex(Protocol):
    """An index in generations, each complete in itself; the caller keeps the pointer to the one to search.

    Any number of processes read, each search seeing all that was written before it began. Embedded, one process
    writes (IndexBusy for another); on a server several may, and repeat each other: nothing older ever wins.

    Every method raises IndexUnavailable when a server does not answer in time. After it a write may have been
    carried out in part or not at all: it is sent again.
    """

    @property
    def waits(self) -> bool:
        """Whether it waits for a server, so that its writer should not share a thread with other work."""

    def create(self, generation: str) -> None:
        """Make an empty generation.

        One that exists stays as it is. Names: a-z, 0-9, hyphens; never used again.
        """

    def drop(self, generation: str) -> None:
        """Remove a generation and its files; it need not exist."""

    def write(self, generation: str, documents: Sequence[Document], removed: Collection[str] = ()) -> None:
        """Remove, then put. Durable, and visible to every process, when it returns.

        The last write of an id wins unless its version is lower than the stored one. A removed id leaves no
        version behind, so the caller sends in order; `removed` may instead be a mapping of ids to the versions at
        which they went: then a lower version that is still on its way, of a process that is late or an answer that
        was lost, does not bring them back. A document that a server refuses is logged and left out, older versions
        of it too; it keeps no other from being written.
        """

    def search(self, generation: str, query: Query) -> Results:
        """Find.

        Never raises for what was typed; ValueError for a field that is not there, GenerationMissing.
        """

    def explain(self, generation: str, query: Query, id: str) -> Reasons | None:
        """Why a document stands where it does; None when the query's filters let it not pass."""

    def suggest(
        self,
        generation: str,
        text: str,
        filters: Mapping[str, Collection[str]],
        without: Collection[str] = (),
        ranges: Mapping[str, tuple[int | None, int | None]] | None = None,
        limit: int = 8,
        field: str = "title",
    ) -> list[Hit]:
        """Documents whose `field` has these words, the last one perhaps unfinished; none for no words."""

    def purge(self, generation: str) -> None:
        """Make removed and replaced text leave the files. Slow; by the writing process, after an erasure."""

    def close(self) -> None:
        """Let go of files and the writer."""


def fingerprint(fields: tuple[Field, ...]) -> str:
    """Eight letters that change with the schema: in a generation's name they give a new schema a new one."""
    return hashlib.sha256(f"{LAYOUT} {fields!r}".encode()).hexdigest()[:8]


def languages(fields: tuple[Field, ...]) -> list[str]:
    """All that texts may be in."""
    return sorted({each for field in fields if field.kind == "text" for each in (field.language, *field.others)})


def there(fields: tuple[Field, ...], names: Collection[str]) -> tuple[Field, ...]:
    """What of these fields an index has that was made of fields with these `names`, perhaps by an earlier release."""
    return tuple(
        replace(field, others=tuple(each for each in field.others if field.part(each) in names))
        for field in fields
        if field.name in names or field.kind == "stored"
    )


def few_of(query: Query) -> int:
    """How many with every word are enough, so that none follow with only most of them."""
    return FEW if query.sort == "relevance" and not query.prefix else 1


def check_generation(name: str) -> str:
    """The name, if it can be one of a generation; else ValueError."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", name):
        raise ValueError(f"not a name for a generation: {name!r}")
    return name


def check(query: Query, fields: tuple[Field, ...]) -> None:
    """Raise ValueError for a field that is not there or of another kind: no filter is ever skipped."""
    kinds: dict[str, str] = {each.name: each.kind for each in fields}
    wanted = [(name, "keyword") for name in (*query.filters, *query.facets, *query.chosen)]
    wanted += [(name, "keyword") for name, _, _ in query.boosts]
    wanted += [(name, "number") for name in (*query.ranges, *((query.fresh,) if query.fresh else ()))]
    wanted += [(name, "text") for name in (*query.fields, *((query.snippet_of,) if query.snippet_of else ()))]
    for name, kind in wanted:
        if kinds.get(name) != kind:
            raise ValueError(f"{name!r} is not a {kind} field of this index")
    if query.sort == "newest" and not query.fresh:
        raise ValueError("sorting by newest needs the number field `fresh`")
