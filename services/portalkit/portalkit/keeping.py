"""Who looks after a thing: an owner, and a deputy who stands in. Both are columns of its row, none for nobody."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sqlalchemy import Select, Table, and_, func, null, or_, select

from portalkit.database import param
from portalkit.errors import Invalid
from portalkit.posts import FORMER

NAMES = ("owner_id", "deputy_id")
MOST_STAFF = 500


class Kept(Protocol):
    """A thing that somebody looks after."""

    @property
    def owner_id(self) -> str | None:
        """Who looks after it."""

    @property
    def deputy_id(self) -> str | None:
        """Who stands in."""


def check_keepers(can_keep: Callable[[str], bool], owner_id: str | None, deputy_id: str | None) -> None:
    """Raise Invalid unless those who are named can look after something, and are two."""
    for name, person_id in zip(NAMES, (owner_id, deputy_id), strict=True):
        if person_id and not can_keep(person_id):
            raise Invalid({name: ["Choose somebody of the staff who is here."]})
    if deputy_id and deputy_id == owner_id:
        raise Invalid({"deputy_id": ["Choose somebody else than the owner."]})


def check_new_keepers(can_keep: Callable[[str], bool], thing: Kept, wanted: Mapping[str, Any]) -> None:
    """The same for what is `wanted` of a thing, unless its keepers stay who they are."""
    before = {name: getattr(thing, name) for name in NAMES}
    after = {name: wanted.get(name, person_id) for name, person_id in before.items()}
    if after != before:
        check_keepers(can_keep, **after)


def works(person: Any) -> Any:
    """Whether a copy of a person says that they can look after something. Who is not known cannot."""
    is_active = or_(person.c.active.is_(None), person.c.active)  # an older copy does not say
    is_here = func.coalesce(person.c.name, "") != ""  # who was erased has no name
    return and_(person.c.id.is_not(None), person.c.kind == "staff", is_here, is_active)


def who_keeps(people: Table, works: Callable[[Any], Any]) -> Select[Any]:
    """Id and name of those of `people` that `works`, by name."""
    by_name = func.lower(people.c.name), people.c.id
    return select(people.c.id, people.c.name).where(works(people)).order_by(*by_name).limit(MOST_STAFF)


def one_that_keeps(people: Table) -> Select[Any]:
    """The one of them with the id `person`."""
    return select(people.c.id).where(people.c.id == param("person"), works(people))


def without_owner(things: Table, people: Table, works: Callable[[Any], Any]) -> Select[Any]:
    """Id, name and keepers of `things` whose owner is nobody that `works`, by name; not every thing has a deputy."""
    owner, deputy = people.alias("owner"), people.alias("deputy")
    stands_in = things.c.get("deputy_id", null())
    kept = things.outerjoin(owner, owner.c.id == things.c.owner_id)
    return (
        select(
            things.c.id,
            things.c.name,
            things.c.owner_id,
            owner.c.name.label("owner_name"),
            stands_in.label("deputy_id"),
            deputy.c.name.label("deputy_name"),
        )
        .select_from(kept.outerjoin(deputy, deputy.c.id == stands_in))
        .where(~works(owner))
        .order_by(func.lower(things.c.name), things.c.id)
    )


def named_keepers(row: Any) -> dict[str, dict[str, str] | None]:
    """Owner and deputy of such a row, by id and name."""
    both = {"owner": (row.owner_id, row.owner_name), "deputy": (row.deputy_id, row.deputy_name)}
    return {name: {"id": id, "name": called or FORMER} if id else None for name, (id, called) in both.items()}
