"""Who is asking, as a service sees them: what the verified token says, nothing more."""

from collections.abc import Sequence
from dataclasses import dataclass, field

EVERYONE, MEMBERS, STAFF = "everyone", "members", "staff"
BUILT_IN = (EVERYONE, MEMBERS, STAFF)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person (or a service) for the time of one request."""

    id: str = "anonymous"
    kind: str = "visitor"  # visitor | customer | staff | gateway
    roles: frozenset[str] = frozenset()
    audiences: frozenset[str] = field(default_factory=lambda: frozenset({EVERYONE}))
    organisation: str | None = None
    locale: str = "en"
    sid: str | None = None

    @property
    def signed_in(self) -> bool:
        """Whether this is a person with an account."""
        return self.kind in ("customer", "staff")

    def has(self, role: str) -> bool:
        """Whether the viewer holds `role`. Being an administrator is a role of its own and implies no other."""
        return role in self.roles


VISITOR = Viewer()


def audience_key(audiences: list[str] | tuple[str, ...] | frozenset[str]) -> str:
    """The one text under which a set of demanded audiences is stored, such as `a17+a3`: sorted, joined by `+`.

    Demanding nothing means staff only, the default of everything. `everyone` beside others demands nothing more.
    """
    demanded = set(audiences) or {STAFF}
    if len(demanded) > 1:
        demanded.discard(EVERYONE)
    return "+".join(sorted(demanded))


def key_parts(key: str) -> list[str]:
    """The audiences that a key demands."""
    return key.split("+")


def joined(*keys: str) -> str:
    """The key that demands what all of `keys` demand: a child can only narrow."""
    return audience_key([part for key in keys for part in key_parts(key)])


def as_narrow(keys: Sequence[str], than: Sequence[str]) -> bool:
    """Whether all `keys` together let in nobody whom all keys of `than` together keep out."""
    return _demanded(than).issubset(_demanded(keys))


def _demanded(keys: Sequence[str]) -> set[str]:
    """What keys demand together. Whoever is in any audience but that of everyone is a member."""
    parts = {part for key in keys for part in key_parts(key)} - {EVERYONE}
    return parts | {MEMBERS} if parts else parts


def satisfies(viewer: Viewer, key: str) -> bool:
    """Whether `viewer` is in every audience that `key` demands."""
    return viewer.audiences.issuperset(key.split("+"))
