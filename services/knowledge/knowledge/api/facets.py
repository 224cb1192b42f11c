"""Facets as people read them: values with a count, and the chosen ones, so that they can be given up again."""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Any

from portalkit.documents.kinds import KINDS

LABELS = {
    "kind": "Kind",
    "category": "Category",
    "product": "Product",
    "region": "Region",
    "topic_kind": "Kind of topic",
    "tag": "Tag",
    "author": "Author",
    "year": "Year",
    "solved": "Answer",
    "language": "Language",
    "file_type": "File type",
}
WORDS = {
    "kind": {"article": "Articles", "faq": "FAQ", "news": "News", "blog": "Blog", "topic": "Topics", "file": "Files"},
    "file_type": {kind.name: kind.label for kind in KINDS.values()},
    "topic_kind": {
        "question": "Questions",
        "discussion": "Discussions",
        "idea": "Ideas",
        "announcement": "Announcements",
    },
    "solved": {"yes": "Solved", "no": "Not solved yet"},
    "language": {
        "de": "Deutsch",
        "en": "English",
        "es": "Español",
        "fr": "Français",
        "it": "Italiano",
        "nl": "Nederlands",
        "pt": "Português",
    },
}
MOST_VALUES, MOST_NAMES = 20, 8  # of what there are many of, like people, the most frequent alone are of use
MANY = ("author", "tag")
MOST_ASKED = 4 * MOST_NAMES  # so many people's names are looked up: of a few none is known


def facets(
    counts: Mapping[str, Mapping[str, int]],
    chosen: Mapping[str, Collection[str]],
    names: Mapping[str, Mapping[str, str]],
) -> list[dict[str, Any]]:
    """The facets that have a value. `names`: of facets whose values are ids; one without a name is left out."""
    made = []
    for name, label in LABELS.items():
        found, picked = counts.get(name, {}), chosen.get(name, ())
        if not (found or picked):
            continue
        named, words = names.get(name), WORDS.get(name, {})
        there: Iterable[tuple[str, int]] = (
            found.items() if named is None else (pair for pair in found.items() if pair[0] in named)
        )
        shown = dict(islice(there, MOST_NAMES if name in MANY else MOST_VALUES))
        shown |= {value: found.get(value, 0) for value in picked}
        values: list[dict[str, Any]] = [
            {"value": value, "label": word, "count": count, "chosen": value in picked}
            for value, count in shown.items()
            if (word := named.get(value) if named is not None else words.get(value, value))
        ]
        values.sort(key=_newest_first if name == "year" else _most_first)
        if values:
            made.append({"name": name, "label": label, "values": values})
    return made


def _most_first(value: dict[str, Any]) -> tuple[int, str, str]:
    return -value["count"], value["label"], value["value"]


def _newest_first(value: dict[str, Any]) -> int:
    return -int(value["value"]) if value["value"].isdigit() else 0
