"""What a category is: a place in the tree, who may read what lies in it, what that is for, and who looks after it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from portalkit.errors import Invalid, Refused
from portalkit.viewer import audience_key, joined, key_parts

MOST_DEPTH = 6
LONGEST_KEY = 400


@dataclass(frozen=True, slots=True)
class Category:
    """`own_key` is what the category itself demands, `audience_key` what its whole path demands.

    `path` holds the ids from the root to itself, `trail` their names; both follow from where it stands. So do
    `all_products` and `all_regions`: what its whole path is for, the top first, which all that lies in it is for, too.
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
    products: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    all_products: list[str] = field(default_factory=list)
    all_regions: list[str] = field(default_factory=list)
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


def without_doubles(words: Iterable[str]) -> list[str]:
    """The words, each once, where it comes first."""
    return list(dict.fromkeys(words))


def with_own(own: str | None, inherited: Iterable[str] | None) -> list[str]:
    """What an article is for: its own word first, then those of the categories that it lies in."""
    return without_doubles([*([own] if own else []), *(inherited or ())])


def placed(category: Category, parent: Category | None) -> Category:
    """The category as it is below `parent`: it demands what its whole path demands, and can only narrow it.

    Raises Refused for a place inside itself or too deep, Invalid for a path that demands too much.
    """
    step = {"id": category.id, "name": category.name}
    if parent is None:
        category = replace(category, all_products=category.products, all_regions=category.regions)
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
        all_products=without_doubles([*parent.all_products, *category.products]),
        all_regions=without_doubles([*parent.all_regions, *category.regions]),
    )
