"""A person as notify knows one, and what they may see."""

from dataclasses import dataclass, field

from portalkit.catalogue import N_
from portalkit.viewer import Viewer, satisfies

FORMER = N_("A former member")


@dataclass(frozen=True, slots=True)
class Person:
    """The copy of a user. `name` and `email` are None once the person is erased."""

    id: str
    version: int
    kind: str
    state: str
    audiences: list[str] = field(default_factory=list)
    name: str | None = None
    email: str | None = None
    locale: str | None = None  # none: told by an older release of notify


def as_viewer(id: str, kind: str | None, audiences: list[str] | None) -> Viewer:
    """The person as a reader, by the copy. Without one, in no audience."""
    return Viewer(id=id, kind=kind or "customer", audiences=frozenset(audiences or ()))


def may_see(reader: Viewer, *keys: str) -> bool:
    """Whether `reader` is in every audience that a thing, and the category it is in, demand."""
    return all(satisfies(reader, key) for key in keys)


def shown_name(name: str | None) -> str:
    """What an actor is called; who is erased has no name any more."""
    return name or FORMER
