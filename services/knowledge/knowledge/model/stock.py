"""What the house keeps to write with: templates that articles begin with, and snippets that they include by name.

A snippet has no readers of its own: it is text of the house, read by whoever reads an article that includes it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Invalid

SNIPPET, TEMPLATE = "snippet", "template"
KINDS = (SNIPPET, TEMPLATE)
INCLUDES = re.compile(r"\{\{\s*snippet:\s*([^{}\n]{1,100}?)\s*\}\}")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_FILLED = 200_000  # characters of a text with all that it includes


@dataclass(frozen=True, slots=True)
class Stock:
    """A template, for articles of one `genre`, or a snippet, whose name stands in the articles that include it."""

    id: str
    kind: str
    name: str
    genre: str | None
    body: str
    changed_by: str
    changed_at: datetime
    version: int = 1


def included(body: str) -> list[str]:
    """The names of the snippets that a text includes, each once."""
    return list(dict.fromkeys(INCLUDES.findall(body)))


def filled(body: str, snippets: Mapping[str, str]) -> str:
    """A text with its snippets in their places. Raises Invalid for one that there is not, and for too much."""
    unknown = [name for name in included(body) if name not in snippets]
    if unknown:
        names = ", ".join(f"“{name}”" for name in unknown)
        raise Invalid({"body": [f"There is no snippet called {names}."]})
    asked = sum(len(snippets[name]) for name in INCLUDES.findall(body))
    if len(body) + asked > LONGEST_FILLED:
        raise Invalid({"body": [f"With its snippets this is longer than {LONGEST_FILLED:,} characters."]})
    return INCLUDES.sub(lambda found: snippets[found[1]].strip(), body)


def check_stock(kind: str, name: str, body: str) -> None:
    """Raise Invalid for a snippet whose name cannot stand in a text, or that would include another one."""
    if kind != SNIPPET:
        return
    if not NAME.fullmatch(name):
        raise Invalid({"name": ["Write small letters, digits and single hyphens, such as calibration-safety."]})
    if included(body):
        raise Invalid({"body": ["A snippet cannot include another one: write its words here."]})
