"""A person as notify knows one, and what they may see."""

from dataclasses import dataclass, field

from portalkit.viewer import EVERYONE, MEMBERS, STAFF, Viewer, satisfies


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

    @property
    def active(self) -> bool:
        """Whether there is somebody to be told."""
        return self.state == "active"


def as_viewer(id: str, kind: str, audiences: list[str]) -> Viewer:
    """The person as a reader, by the copy. The built-in audiences follow from the kind."""
    built_in = {EVERYONE, MEMBERS} | ({STAFF} if kind == "staff" else set())
    return Viewer(id=id, kind=kind, audiences=frozenset(audiences) | built_in)


def may_see(reader: Viewer, *keys: str) -> bool:
    """Whether `reader` is in every audience that a thing, and the category it is in, demand."""
    return all(satisfies(reader, key) for key in keys)


def shown_name(name: str | None) -> str:
    """What an actor is called; who is erased has no name any more."""
    return name or "A former member"
