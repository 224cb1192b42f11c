"""What is told about one document of a search: of the words that were asked for, and of what counts besides."""

from collections.abc import Mapping, Sequence
from typing import Any

from .search import FRESH, Query
from .search_reasons import Probe, Reasons, absent, matches
from .search_text import Term
from .search_values import as_keywords, as_number


def reasons(
    query: Query,
    id: str,
    values: Mapping[str, Any],
    terms: Sequence[Term],
    asked: Sequence[Probe],
    scores: Sequence[float | None],
) -> Reasons:
    """Why the document stands where it does; `scores` are what it got for each word that was `asked` for."""
    found = matches(asked, scores)
    at = as_number(values.get(query.fresh)) if query.fresh else None
    fresh = sum(points for age, points in FRESH if query.now and at is not None and at >= query.now - age)
    boosts = [(name, value, points) for name, value, points in query.boosts if value in as_keywords(values.get(name))]
    place = query.pins.index(id) + 1 if id in query.pins else None
    return Reasons(found, absent(terms, found), boosts, fresh, place, values)
