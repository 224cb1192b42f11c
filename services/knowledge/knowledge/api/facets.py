"""Facets as people read them: values with a count, and the chosen ones, so that they can be given up again."""

from collections.abc import Collection, Mapping
from typing import Any

from portalkit.documents.kinds import KINDS

LABELS = {
    "kind": "Kind",
    "category": "Category",
    "product": "Product",
    "topic_kind": "Kind of topic",
    "tag": "Tag",
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
MOST_VALUES = 20


def facets(
    counts: Mapping[str, Mapping[str, int]],
    chosen: Mapping[str, Collection[str]],
    categories: Mapping[str, str],
) -> list[dict[str, Any]]:
    """The facets that have a value. A category is named only if its reader may know it."""
    made = []
    for name, label in LABELS.items():
        found, picked = dict(counts.get(name, {})), chosen.get(name, ())
        shown = dict(list(found.items())[:MOST_VALUES]) | {value: found.get(value, 0) for value in picked}
        values: list[dict[str, Any]] = [
            {"value": value, "label": word, "count": count, "chosen": value in picked}
            for value, count in shown.items()
            if (word := _word(name, value, categories))
        ]
        values.sort(key=lambda each: (-each["count"], each["label"], each["value"]))
        if values:
            made.append({"name": name, "label": label, "values": values})
    return made


def _word(name: str, value: str, categories: Mapping[str, str]) -> str | None:
    if name == "category":
        return categories.get(value)
    return WORDS.get(name, {}).get(value, value)
