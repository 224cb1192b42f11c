"""Know people's names."""

from collections.abc import Sequence
from datetime import datetime

from community.store import people
from portalkit.database import Transaction


def remember_person(
    tx: Transaction,
    id: str,
    version: int,
    name: str,
    kind: str,
    moderates: list[str] | None = None,
    joined_at: datetime | None = None,
    active: bool = True,
    inside: Sequence[str] | None = None,
    verified: bool | None = None,
    expert: bool = False,
) -> None:
    """Keep the name and kind of a person as accounts tells them; an empty name is one who was erased.

    `moderates` are the audiences of somebody who may judge what others wrote, and None for everybody else. Who is
    not `active` cannot sign in. `inside` are the audiences they are in, `verified` whether they are a customer for
    sure (None: not told), `expert` whether they are shown as one.
    """
    people.keep(tx, id, version, name, kind, moderates, joined_at, active, inside, verified, expert)
