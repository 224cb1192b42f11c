"""What other rules would change: the searches that they touch, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.model.search_rules import Rules, pin_key
from knowledge.store import search, searches
from portalkit.database import Reading
from portalkit.search import Hit, SearchIndex, languages
from portalkit.search_synonyms import expand
from portalkit.search_text import parse
from portalkit.viewer import Viewer

LOOKED_AT, MOST_SHOWN = 200, 12
LATELY = timedelta(days=30)
SPOKEN = tuple(languages(search.FIELDS))


@dataclass(frozen=True, slots=True)
class Change:
    """A search that other rules touch, how often it was asked lately, and what it finds under either."""

    query: str
    asked: int
    before: list[Hit]
    after: list[Hit]
    opened: dict[str, int]  # how often people opened which thing


def changes(index: SearchIndex, db: Reading, viewer: Viewer, old: Rules, new: Rules) -> tuple[int, list[Change]]:
    """How many of the searches that were asked most were looked at, and those that the new rules touch.

    Those that the rules name come behind them, also when nobody has asked them. What is found is what `viewer` finds.
    """
    since = (db.now - LATELY).date()
    rows = searches.counts(db, "asked", since, None, LOOKED_AT)[:LOOKED_AT]
    asked = {row.query: int(row.asked) for row in rows}
    known = {pin_key(query) for query in asked}
    named = {pin_key(text): text for text in _named(old, new)}
    wanted = [*asked, *(text for key, text in named.items() if key not in known)]
    touched = [text for text in wanted if _touched(text, old, new)][:MOST_SHOWN]
    found = search.under(index, db, viewer, [(text, rules) for text in touched for rules in (old, new)])
    pairs = zip(found[::2], found[1::2], strict=True)
    made = [
        Change(text, asked.get(text, 0), before, after, _opened(db, text, since))
        for text, (before, after) in zip(touched, pairs, strict=False)
    ]
    return len(rows), made


def _named(old: Rules, new: Rules) -> Iterator[str]:
    """The searches that stand in what is different."""
    yield from (pin.query for pin in dict.fromkeys((*old.pins, *new.pins)) if (pin in old.pins) != (pin in new.pins))
    for synonym in dict.fromkeys((*old.synonyms, *new.synonyms)):
        if (synonym in old.synonyms) != (synonym in new.synonyms):
            yield from synonym.words


def _touched(text: str, old: Rules, new: Rules) -> bool:
    terms = parse(text, SPOKEN)
    before, after = (expand(terms, rules.synonyms, SPOKEN) for rules in (old, new))
    return old.pinned(text) != new.pinned(text) or before != after


def _opened(db: Reading, query: str, since: date) -> dict[str, int]:
    return {row.thing_id: int(row.n) for row in searches.opened(db, query, since)}
