"""View models of the portal's pages: one call a page, at most three statements whatever the number of rows."""

from community.api import shapes
from community.api.schemas import RepliesQuery, TopicsQuery
from community.api.staff_views import DemandsSchema, StaffCategoriesSchema, UsesSchema
from community.api.views import (
    AskViewSchema,
    FollowedSchema,
    RecentSchema,
    ReplyPageSchema,
    SitemapQuery,
    SitemapSchema,
    TopicsViewSchema,
    TopicViewSchema,
)
from community.api.visible_shapes import VisibleQuery, VisibleSchema
from community.model.category import keeps
from community.model.topic import kinds_for, may_accept
from community.store import categories as categories_store
from community.store import decisions, follows, listing, notes, pages, tags, upkeep
from community.store import sitemap as addresses
from community.store import topics as topics_store
from portalkit.errors import Missing
from portalkit.viewer import key_parts
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("pages", __name__, description="What the portal's pages show")
PAGES = "/internal/v1/pages"


@blueprint.reads(f"{PAGES}/topics", by="anyone", takes=TopicsQuery, gives=TopicsViewSchema, etag="state")
def topics(db, viewer, query):
    """Topics by their latest activity, beside the categories."""
    tag = shapes.tag(query)
    rows = pages.readable_categories(db, viewer, tag)
    category = shapes.chosen(rows, query["category"])
    within = shapes.inside(rows, category) if category else None
    above, found = _found(db, viewer, query, within)
    items, following = page(found, listing.TOPICS_PAGE, "last_activity_at", "id")
    return {
        "category": category
        and {
            "id": category.id,
            "name": category.name,
            "description": category.description,
            "following": category.following,
        },
        "categories": shapes.tree(rows),
        "tag": tag,
        "tag_following": any(row.tag_following for row in rows),
        "pinned": [shapes.topic_row(row) for row in above],
        "items": [shapes.topic_row(row) for row in items],
        "next": following,
    }


def _found(db, viewer, query, within):
    """What is pinned, on the first page of everything alone, and the topics."""
    kind, tag, after = query["kind"], shapes.tag(query), decode(query["cursor"])
    if query["state"] or kind or tag:
        asked = {"kind": kind, "tag": tag, "within": within, "since": query["since"]}
        return (), listing.latest(db, viewer, query["state"], after, **asked)
    if after:
        return (), listing.latest(db, viewer, "unpinned", after, within=within)
    return listing.first_page(db, viewer, within)


@blueprint.reads(f"{PAGES}/following", by="member", takes=PageQuery, gives=FollowedSchema, etag="state")
def following(db, viewer, query):
    """What one follows, as far as one may read it."""
    found = listing.followed_topics(db, viewer, decode(query["cursor"]))
    items, more = page(found, listing.TOPICS_PAGE, "last_activity_at", "id")
    places = follows.places(db, viewer)
    return {
        "categories": [{"id": row.thing_id, "name": row.name} for row in places if row.kind == "category"],
        "tags": [row.name for row in places if row.kind == "tag"],
        "items": [shapes.topic_row(row) for row in items],
        "next": more,
    }


@blueprint.reads(f"{PAGES}/topic/<id>", by="anyone", takes=RepliesQuery, gives=TopicViewSchema, etag="state")
def topic(db, viewer, query, id):
    """A topic with a page of its replies; of one that was merged, the topic that it was merged into.

    A conditional read may go on offering "edit" after the day in which one can: saving says that it is over.
    """
    row = pages.topic(db, viewer, id)
    if row is None:
        raise Missing()
    found = pages.topic_replies(db, viewer, row.id, query["order"], decode(query["cursor"]))
    items, following = page(found, pages.REPLIES_PAGE, *pages.ORDERS[query["order"]])
    view = shapes.topic(row, viewer, db.now) | shapes.kin(*pages.kin(db, viewer, row))
    accept = view["can"]["accept"]
    return {
        "topic": view,
        "replies": {
            "items": [shapes.reply(each, viewer, db.now, row.accepted_reply_id, accept) for each in items],
            "next": following,
        },
    }


@blueprint.reads(f"{PAGES}/reply/<id>", by="anyone", gives=ReplyPageSchema, etag="state")
def reply(db, viewer, id):
    """A reply, to be changed."""
    row = pages.reply(db, viewer, id)
    if row is None:
        raise Missing()
    *found, topic_id, title, asker_id, accepted_id, shown, kind = row
    view = shapes.reply(tuple(found), viewer, db.now, accepted_id, may_accept(viewer, asker_id, shown, kind))
    return {"reply": view | {"topic": {"id": topic_id, "title": title}}}


@blueprint.reads(f"{PAGES}/ask", by="member", gives=AskViewSchema, etag="state")
def ask(db, viewer):
    """The categories one can ask in, and the kinds of topics one can begin."""
    nodes = shapes.tree(pages.readable_categories(db, viewer))
    return {
        "categories": [{name: node[name] for name in ("id", "name", "description", "depth")} for node in nodes],
        "kinds": list(kinds_for(viewer)),
        "tags": tags.in_use(db, viewer),
    }


@blueprint.reads(f"{PAGES}/recent", by="anyone", gives=RecentSchema, etag="state")
def recent(db, viewer):
    """The latest topics, for the home page."""
    return {"items": [shapes.topic_row(row) for row in listing.recent(db, viewer)]}


@blueprint.reads(f"{PAGES}/staff/categories", by="staff", gives=StaffCategoriesSchema, etag="state")
def staff_categories(db, viewer):
    """The whole tree, for those who look after it; others of the staff see what they may read."""
    edit = keeps(viewer)
    tree = [shapes.staff_category(row) | {"edit": edit} for row in pages.staffs_categories(db, viewer)]
    return {"categories": tree, "edit": edit, "staff": upkeep.staff(db)}


@blueprint.reads(f"{PAGES}/staff/uses/<audience_id>", by="administrator", gives=UsesSchema, etag="state")
def uses(db, viewer, audience_id):
    """How many topics demand an audience themselves; categories that do stand in the tree."""
    return {"count": topics_store.uses(db, audience_id)}


@blueprint.reads(f"{PAGES}/staff/topic/<topic_id>/demands", by="staff", gives=DemandsSchema)
def demands(db, viewer, topic_id):
    """Which audiences a topic demands itself, and which its category does: of one that the viewer may read."""
    topic = topics_store.get(db, viewer, topic_id)
    category = categories_store.at(db, topic.category_id)
    return {
        "title": topic.title,
        "own": key_parts(topic.audience_key),
        "category": {"id": category.id, "name": category.name, "demanded": key_parts(category.audience_key)},
    }


@blueprint.reads(f"{PAGES}/sitemap", by="anyone", takes=SitemapQuery, gives=SitemapSchema, etag="state")
def sitemap(db, viewer, query):
    """What search engines may know of."""
    items, following = page(addresses.readable(db, viewer, decode(query["cursor"])), addresses.PAGE, "id")
    return {"items": [{"id": id, "title": title, "updated_at": at} for id, title, at in items], "next": following}


@blueprint.asks("/internal/v1/visible", by="anyone", takes=VisibleQuery, gives=VisibleSchema)
def visible(db, viewer, body):
    """Which of the topics that somebody found, or of the replies, decisions and notes that somebody was told of, this
    viewer may read now.

    A topic that was found with fewer `removals` than there are was found by words that may be gone: it is left out.
    """
    found = {thing["id"]: thing["removals"] for thing in body["things"] if thing["kind"] == "topic"}
    told = [thing["id"] for thing in body["things"] if thing["kind"] == "reply"]
    decided = [thing["id"] for thing in body["things"] if thing["kind"] == "decision"]
    shown = [
        ("topic", row)
        for row in pages.visible_among(db, viewer, list(found))
        if found[row.id] in (None, row.all_removals)
    ]
    if told:
        shown += [("reply", row) for row in pages.visible_replies_among(db, viewer, told)]
    if decided:
        shown += [("decision", row) for row in decisions.visible_among(db, viewer, decided)]
    told = [{"id": row.id, "kind": kind, "title": row.title, "state": row.state} for kind, row in shown]
    given = [thing["id"] for thing in body["things"] if thing["kind"] == "note"]
    own = notes.which(db, viewer, given) if given else ()
    return {"visible": told + [{"id": id, "kind": "note", "title": title, "state": "open"} for id, title in own]}
