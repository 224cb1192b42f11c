"""Personas: whom the portal is for, each a description bound to an audience, so that it stands for people there are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portalkit.errors import Invalid, Refused
from portalkit.viewer import EVERYONE

MOST = 100  # personas; who would keep more in mind
MOST_NEEDS, MOST_TASKS = 20, 20
LEAST_PEOPLE = 5  # of whom one is not guessed by what they all do together
PATH = re.compile(r"/(?![/\\])[^\s\\]*\Z")  # of this portal: neither another site's nor a script


@dataclass(frozen=True, slots=True)
class Persona:
    """A kind of people, by name; `needs` are lines, `tasks` have a label and a path of the portal."""

    id: str
    name: str
    description: str
    audience_id: str
    needs: list[str]
    tasks: list[dict[str, str]]
    created_at: datetime
    owner_id: str | None = None
    version: int = 1


def check_room_for_another(there: int) -> None:
    """Raise Refused when there are as many personas as there can be."""
    if there >= MOST:
        raise Refused("too-many-personas", f"There are {MOST} personas already. Delete one first.")


def check_can_be_bound(audience_id: str, is_in_use: bool) -> None:
    """Raise Invalid unless a persona can stand for this audience: one that is in use and whose people are known."""
    if audience_id == EVERYONE or not is_in_use:
        raise Invalid({"audience_id": ["Choose an audience that is in use."]})


def check_tasks(tasks: Sequence[Mapping[str, str]]) -> None:
    """Raise Invalid unless each task leads to a page of the portal."""
    for task in tasks:
        if not PATH.match(task["path"]):
            raise Invalid(
                {"tasks": [f"“{task['path'][:60]}” is no page of the portal. Write its path, such as /topics."]}
            )


def check_is_free(bound: Sequence[Persona]) -> None:
    """Raise Refused when personas stand for an audience that is to be retired."""
    if bound:
        raise Refused(
            "audience-bound",
            f"The persona “{bound[0].name}” is bound to this audience. Bind it to another, or delete it, first.",
        )


def enough(people: int | None) -> bool:
    """Whether so many people can be counted together without telling of one."""
    return people is not None and people >= LEAST_PEOPLE


def differing(there: Persona, wanted: Mapping[str, Any]) -> list[str]:
    """The names of what would change."""
    return sorted(name for name, value in wanted.items() if getattr(there, name) != value)
