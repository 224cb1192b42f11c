"""The copy of people's names, and who may meet whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, or_, select

from community.model.person import free_handle, handle_of, is_handle_of
from community.store.tables import people, replies, topics
from portalkit.database import Reading, Transaction, listed, param, visible
from portalkit.viewer import Viewer

# A copy that an older release made says nothing of these; what tells the same version again fills them in.
_unheard = or_(
    people.c.moderates.is_(None),
    people.c.handle.is_(None),
    people.c.joined_at.is_(None),
    people.c.active.is_(None),
    people.c.inside.is_(None),
    people.c.verified_customer.is_(None),
    people.c.expert.is_(None),
)
FILL = (
    people.update()
    .where(people.c.id == param("person"), people.c.version == param("told"), _unheard)
    .values(
        moderates=param("judges"),
        audiences=param("inside"),
        inside=param("within", type_=people.c.inside.type),
        active=param("here"),
        verified_customer=param("buys", type_=people.c.verified_customer.type),
        expert=param("knows", type_=people.c.expert.type),
        handle=param("called"),
        joined_at=param("since", type_=people.c.joined_at.type),
    )
)
HANDLE = select(people.c.handle).where(people.c.id == param("person"))
# "-" and "." follow each other: what begins with the wanted one and a hyphen stands between the two.
TAKEN = select(people.c.handle).where(
    or_(
        people.c.handle == param("wanted"),
        and_(people.c.handle > param("from_"), people.c.handle < param("until")),
    )
)

_asked = exists().where(topics.c.author_id == people.c.id, topics.c.shown, visible(topics))
_replied = exists().where(
    replies.c.author_id == people.c.id,
    replies.c.state == "shown",
    topics.c.id == replies.c.topic_id,
    topics.c.shown,
    visible(topics),
)
# Nobody can leaf through the people there are: one meets those whose posts one may read, and staff meet all staff.
MET = or_(_asked, _replied, people.c.id == param("viewer_id"), and_(people.c.kind == "staff", param("of_staff")))
CALLED = select(people.c.handle, people.c.id).where(people.c.handle.in_(listed("handles")))
NAMED = CALLED.where(or_(people.c.id.in_(listed("known")), MET))


def keep(
    tx: Transaction,
    id: str,
    version: int,
    name: str,
    kind: str,
    moderates: list[str] | None,
    joined_at: datetime | None = None,
    active: bool = True,
    inside: Sequence[str] | None = None,
    verified: bool | None = None,
    expert: bool = False,
) -> None:
    """Keep what accounts tells of a person, unless the copy is as new; the audiences of a moderator alone."""
    judges = moderates is not None
    handle = _handle(tx, id, name) if name else None
    within = None if inside is None else list(inside)
    more = {"handle": handle, "joined_at": joined_at, "active": active, "inside": within}
    more |= {"verified_customer": verified, "expert": expert}
    if not tx.keep(people, id, version, name=name, kind=kind, moderates=judges, audiences=moderates, **more):
        said = {"judges": judges, "inside": moderates, "called": handle, "since": joined_at, "here": active}
        said |= {"within": within, "buys": verified, "knows": expert}
        tx.execute(FILL, person=id, told=version, **said)


def _handle(tx: Transaction, id: str, name: str) -> str:
    known = tx.value(HANDLE, person=id)
    if known and is_handle_of(known, name):
        return str(known)
    wanted = handle_of(name)
    rows = tx.rows(TAKEN, wanted=wanted, from_=f"{wanted}-", until=f"{wanted}.")
    return free_handle(name, {row.handle for row in rows})


def meets(viewer: Viewer) -> dict[str, object]:
    """The parameter of `MET` besides those of the viewer."""
    return {"of_staff": viewer.kind == "staff"}


def named(
    db: Reading, viewer: Viewer | None, handles: Sequence[str], known: Sequence[str] = (), anybody: bool = False
) -> dict[str, str]:
    """Ids by handle of those among `handles` whom `viewer` may meet (None: nobody), or who are `known`.

    Of all of them with `anybody`.
    """
    if anybody:
        rows = db.rows(CALLED, handles=list(handles))
    elif viewer is None:
        rows = [row for row in db.rows(CALLED, handles=list(handles)) if row.id in known]
    else:
        rows = db.rows(NAMED, viewer, handles=list(handles), known=list(known), **meets(viewer))
    return {row.handle: row.id for row in rows}
