"""What a category is: a place in the tree, who may read what lies in it, and who looks after it."""

from dataclasses import dataclass, field, replace

from portalkit.errors import Invalid, Refused
from portalkit.viewer import audience_key, joined, key_parts

MOST_DEPTH = 6
LONGEST_KEY = 400


@dataclass(frozen=True, slots=True)
class Category:
    """`own_key` is what the category itself demands, `audience_key` what its whole path demands.

    `path` holds the ids from the root to itself, `trail` their names; both follow from where it stands.
    """

    id: str
    parent_id: str | None
    name: str
    description: str
    own_key: str
    audience_key: str = ""
    path: str = ""
    trail: list[dict[str, str]] = field(default_factory=list)
    external_id: str | None = None
    needs_review: bool = False
    owner_id: str | None = None
    deputy_id: str | None = None
    version: int = 1

    @property
    def depth(self) -> int:
        """How many categories it lies in."""
        return self.path.count("/")

    @property
    def audiences(self) -> list[str]:
        """The audiences that it demands itself."""
        return key_parts(self.own_key)


def key_of(audiences: list[str]) -> str:
    """The key that demands `audiences`. Raises Invalid when they are too many to be kept."""
    key = audience_key(audiences)
    if len(key) > LONGEST_KEY:
        raise Invalid({"audiences": ["These are too many audiences for one thing."]})
    return key


def placed(category: Category, parent: Category | None) -> Category:
    """The category as it is below `parent`: it demands what its whole path demands, and can only narrow it.

    Raises Refused for a place inside itself or too deep, Invalid for a path that demands too much.
    """
    step = {"id": category.id, "name": category.name}
    if parent is None:
        return replace(category, parent_id=None, audience_key=category.own_key, path=category.id, trail=[step])
    if category.id in parent.path.split("/"):
        raise Refused("inside-itself", "A category cannot lie inside itself.")
    if parent.depth + 1 >= MOST_DEPTH:
        raise Refused("too-deep", f"Categories lie in each other at most {MOST_DEPTH} deep.")
    key = joined(parent.audience_key, category.own_key)
    if len(key) > LONGEST_KEY:
        raise Invalid({"audiences": ["With those of its path these are too many audiences."]})
    return replace(
        category,
        parent_id=parent.id,
        audience_key=key,
        path=f"{parent.path}/{category.id}",
        trail=[*parent.trail, step],
    )
