"""The rules that staff gives the search: other words for what is typed, and what stands first for a search."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portalkit.errors import Invalid
from portalkit.search import Synonym
from portalkit.search_text import clean, words_of

MOST_SYNONYMS, MOST_WORDS, MOST_PINS = 500, 10, 200
LANGUAGES = ("", "en", "de", "es", "fr")  # "" is any
DRAFT, LIVE = "draft", "live"  # the ids of the one draft, and of what says which rules count


@dataclass(frozen=True, slots=True)
class Pin:
    """What stands first for a search: things as (kind, id), in their order."""

    query: str
    things: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All of them as they count together."""

    synonyms: tuple[Synonym, ...] = ()
    pins: tuple[Pin, ...] = ()
    _pinned: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for pin in self.pins:
            self._pinned[pin_key(pin.query)] = tuple(id for _, id in pin.things)

    def pinned(self, text: str) -> tuple[str, ...]:
        """The ids of what stands first for a search."""
        return self._pinned.get(pin_key(text), ()) if self._pinned else ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules as they were published, by whom and why; `again` is the number of earlier ones that it brought back."""

    id: str
    number: int
    note: str
    published_by: str
    published_at: datetime
    again: int | None
    rules: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """The rules that will be published next; `based_on` is the number of those that were live when it began."""

    id: str
    changed_by: str
    changed_at: datetime
    based_on: int
    rules: dict[str, Any]
    version: int = 1


NO_RULES: dict[str, Any] = {"synonyms": [], "pins": []}


def pin_key(text: str) -> str:
    """The same for searches that differ in capitals, signs and spaces alone."""
    return " ".join(words_of(clean(text).casefold()))


def rules_of(told: Mapping[str, Any]) -> Rules:
    """The rules, of how they are kept."""
    synonyms = (Synonym(tuple(one["words"]), tuple(one["means"]), one["language"]) for one in told["synonyms"])
    pins = (Pin(one["query"], tuple((each["kind"], each["id"]) for each in one["things"])) for one in told["pins"])
    return Rules(tuple(synonyms), tuple(pins))


def check_rules(told: Mapping[str, Any]) -> None:
    """Raise Invalid for what would do nothing, or cannot be told apart."""
    for number, one in enumerate(told["synonyms"]):
        words = [*one["words"], *one["means"]]
        if not all(words_of(word) for word in words):
            raise Invalid({f"synonyms.{number}": ["Each needs a letter or a digit."]})
        if len({pin_key(word) for word in words}) < max(2, len(words)):
            raise Invalid({f"synonyms.{number}": ["Write two different words at least, each once."]})
    keys = Counter(pin_key(pin["query"]) for pin in told["pins"])
    for number, pin in enumerate(told["pins"]):
        key = pin_key(pin["query"])
        if not key:
            raise Invalid({f"pins.{number}": ["Write the search, with a letter or a digit."]})
        if keys[key] > 1:
            raise Invalid({f"pins.{number}": [f"There are two lists for “{pin['query']}”."]})
        if len({each["id"] for each in pin["things"]}) < len(pin["things"]):
            raise Invalid({f"pins.{number}": ["Each thing stands there once."]})
