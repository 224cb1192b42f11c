"""People as others meet them: the page of one, and the names that are suggested after an @."""

from community.api import shapes
from community.api.profile_schemas import NamesQuery, NamesSchema, ProfileSchema
from community.model.badge import BY_ID, earned, level
from community.model.person import begun_handle
from community.store import points
from community.store import profiles as store
from portalkit.errors import Missing
from portalkit.posts import person
from portalkit.web import Blueprint

blueprint = Blueprint("profiles", __name__, description="People as others meet them")
PAGES = "/internal/v1/pages"


@blueprint.reads(f"{PAGES}/person/<id>", by="anyone", gives=ProfileSchema, etag="state")
def profile(db, viewer, id):
    """Somebody whose posts the viewer may read, or oneself; staff meet all staff. Numbers count what one may read."""
    row = store.person(db, viewer, id)
    if row is None:
        raise Missing()
    asked, answered = store.written(db, viewer, id)
    return {
        "person": person(row.id, row.name, row.kind) | {"handle": row.handle, "joined_at": row.joined_at},
        "counts": {"topics": row.asked, "replies": row.replied, "accepted": row.accepted, "points": row.points},
        "level": level(row.standing or 0),
        "badges": _badges(row.badges, None if viewer.id == id else points.measured(db, viewer, id)),
        "listed": row.listed is not False,
        "topics": [_topic(each) for each in asked],
        "answers": [_topic(each) | {"reply_id": each.accepted_reply_id} for each in answered],
    }


@blueprint.reads(f"{PAGES}/names", by="member", takes=NamesQuery, gives=NamesSchema, etag="state")
def names(db, viewer, query):
    """Whom one may be about to name."""
    typed = begun_handle(query["typed"])
    rows = store.names(db, viewer, typed, query["topic"]) if typed else ()
    return {"items": [person(row.id, row.name, row.kind) | {"handle": row.handle} for row in rows]}


def _badges(given, measured):
    """Those that were given last come first; others meet those that what they may read is enough for."""
    pairs = sorted(
        (each.split(" ") for each in given.split(",")) if given else (), key=lambda pair: pair[1], reverse=True
    )
    enough = set(BY_ID) if measured is None else {badge.id for badge in earned(measured)}
    return [
        {"id": id, "title": BY_ID[id].title, "text": BY_ID[id].text, "given_on": on} for id, on in pairs if id in enough
    ]


def _topic(row):
    *shown, _, _ = row
    return shapes.topic_row(shown)
