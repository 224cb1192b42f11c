"""People as others meet them: the page of one, and the names that are suggested after an @."""

from community.api import shapes
from community.api.levels import trust_of
from community.api.limits import newcomers
from community.api.profile_schemas import NamesQuery, NamesSchema, ProfileSchema
from community.model.badge import earned, level
from community.model.person import begun_handle
from community.store import profiles as store
from portalkit.errors import Missing
from portalkit.posts import person
from portalkit.web import Blueprint

blueprint = Blueprint("profiles", __name__, description="People as others meet them")
PAGES = "/internal/v1/pages"


@blueprint.reads(f"{PAGES}/person/<id>", by="anyone", gives=ProfileSchema, etag="state")
def profile(db, viewer, id):
    """Somebody whose posts the viewer may read, or oneself; staff meet all staff. Numbers count what one may read."""
    mine = viewer.id == id and viewer.kind != "staff"
    row = store.oneself(db, viewer, newcomers().posts) if mine else store.person(db, viewer, id)
    if row is None:
        raise Missing()
    asked, answered = store.written(db, viewer, id)
    return {
        "person": person(row.id, row.name, row.kind)
        | {"handle": row.handle, "joined_at": row.joined_at, **shapes.marked(row.verified_customer, row.expert)},
        "counts": {"topics": row.asked, "replies": row.replied, "accepted": row.accepted, "points": row.points or 0},
        "level": level(row.points or 0),
        "trust": trust_of(row, viewer, db.now) if mine else None,
        "badges": _badges(row),
        "listed": row.listed is not False,
        "named": row.named is not False if viewer.id == id else None,
        "topics": [_topic(each) for each in asked],
        "answers": [_topic(each) | {"reply_id": each.accepted_reply_id} for each in answered],
    }


@blueprint.reads(f"{PAGES}/names", by="member", takes=NamesQuery, gives=NamesSchema, etag="state")
def names(db, viewer, query):
    """Whom one may be about to name."""
    typed = begun_handle(query["typed"])
    rows = store.names(db, viewer, typed, query["topic"]) if typed else ()
    return {"items": [person(row.id, row.name, row.kind) | {"handle": row.handle} for row in rows]}


def _badges(row):
    """What was given and follows from what the viewer may read, too; the latest first."""
    seen = earned({"accepted": row.seen_accepted, "voted": row.seen_voted, "days": row.seen_days})
    given = dict(each.split(" ") for each in row.badges.split(",")) if row.badges else {}
    told = [{"id": each.id, "title": each.title, "text": each.text, "given_on": given.get(each.id)} for each in seen]
    return sorted((each for each in told if each["given_on"]), key=lambda each: each["given_on"], reverse=True)


def _topic(row):
    *shown, _, _ = row
    return shapes.topic_row(shown)
