"""What a category is: a place in a tree that decides who may read what stands in it."""

from dataclasses import dataclass

from portalkit.errors import Invalid, Refused
from portalkit.viewer import Viewer, audience_key, joined, key_parts

KEEPERS = ("moderator", "administrator")
DEEPEST = 6
LONGEST_KEY = 400


@dataclass(frozen=True, slots=True)
class Category:
    """`own_key` is what it demands itself, `audience_key` that and whatever its path demands."""

    id: str
    parent_id: str | None
    name: str
    description: str
    own_key: str
    audience_key: str
    path: str  # ids from the root to this one, joined by "/": the order of the tree
    owner_id: str | None = None  # who of the staff looks after it; an imported one may have nobody
    deputy_id: str | None = None
    version: int = 1

    @property
    def depth(self) -> int:
        """0 at the top."""
        return self.path.count("/")

    @property
    def audiences(self) -> list[str]:
        """The audiences that it demands itself."""
        return key_parts(self.own_key)


def keeps(viewer: Viewer) -> bool:
    """Whether `viewer` looks after the tree, and so sees all of it where it is edited."""
    return any(viewer.has(role) for role in KEEPERS)


def new_category(id: str, parent: Category | None, name: str, description: str, audiences: list[str]) -> Category:
    """A category under `parent` (None: at the top). Raises Refused, Invalid."""
    if parent and parent.depth + 1 >= DEEPEST:
        raise Refused("too-deep", f"Categories go {DEEPEST} levels deep at most.")
    own = audience_key(audiences)
    return Category(
        id=id,
        parent_id=parent.id if parent else None,
        name=name,
        description=description,
        own_key=own,
        audience_key=demanded(parent.audience_key if parent else None, own),
        path=f"{parent.path}/{id}" if parent else id,
    )


def demanded(above: str | None, own: str) -> str:
    """What a reader must satisfy under a key `above`: a child can only narrow. Raises Invalid when it is too much."""
    key = joined(above, own) if above else own
    if len(key) > LONGEST_KEY:
        raise Invalid({"audiences": ["These are too many audiences, counting those of the categories above."]})
    return key
