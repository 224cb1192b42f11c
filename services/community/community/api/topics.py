"""Topics over HTTP."""

from community.actions import follows, joining, votes
from community.actions import topics as actions
from community.api import shapes
from community.api.limits import newcomers
from community.api.schemas import (
    AcceptSchema,
    AskSchema,
    AudiencesSchema,
    EditTopicSchema,
    FollowSchema,
    HideSchema,
    LockSchema,
    MergeSchema,
    MoveSchema,
    PinSchema,
    SplitSchema,
    TopicSchema,
    TopicsQuery,
    VotedSchema,
    VoteSchema,
)
from community.api.views import TopicListSchema
from community.store import listing, pages
from community.store import topics as store
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("topics", __name__, description="Questions of the community")


@blueprint.reads("/v1/topics", by="anyone", takes=TopicsQuery, gives=TopicListSchema, etag="state")
def list_topics(db, viewer, query):
    """Topics by their latest activity; a category stands for all below it too."""
    within = None
    if query["category"]:
        rows = pages.readable_categories(db, viewer)
        within = shapes.inside(rows, shapes.chosen(rows, query["category"]))
    asked = {"kind": query["kind"], "tag": shapes.tag(query), "within": within, "since": query["since"]}
    found = listing.latest(db, viewer, query["state"], decode(query["cursor"]), **asked)
    items, following = page(found, listing.TOPICS_PAGE, "last_activity_at", "id")
    return {"items": [shapes.topic_row(row) for row in items], "next": following}


@blueprint.creates("/v1/topics", by="member", takes=AskSchema, gives=TopicSchema)
def ask(tx, viewer, body):
    """Ask a question in a category one can read."""
    return actions.ask_question(tx, viewer, newcomers=newcomers(), **body)


@blueprint.reads("/v1/topics/<topic_id>", by="anyone", gives=TopicSchema)
def get_topic(db, viewer, topic_id):
    """A topic with the version that changes name in If-Match."""
    return TopicSchema().dump(store.get(db, viewer, topic_id))


@blueprint.changes("/v1/topics/<topic_id>", by="member", takes=EditTopicSchema, gives=TopicSchema)
def edit(tx, viewer, body, version, topic_id):
    """Change title and text: who asked within a day, a moderator always."""
    return actions.edit_topic(tx, viewer, topic_id, version, newcomers=newcomers(), **body)


@blueprint.changes(
    "/v1/topics/<topic_id>/audiences", by="moderator", takes=AudiencesSchema, gives=TopicSchema, method="PUT"
)
def limit(tx, viewer, body, version, topic_id):
    """Set who may read a topic, beside what its category demands. It holds at once."""
    return actions.limit_topic(tx, viewer, topic_id, version, **body)


@blueprint.changes("/v1/topics/<topic_id>/accepted", by="member", takes=AcceptSchema, gives=TopicSchema, method="PUT")
def accept(tx, viewer, body, version, topic_id):
    """Say which reply answered the question, or take that back with null: who asked, or a moderator."""
    return actions.accept_answer(tx, viewer, topic_id, version, **body)


@blueprint.changes("/v1/topics/<topic_id>/hidden", by="moderator", takes=HideSchema, gives=TopicSchema, method="PUT")
def hide(tx, viewer, body, version, topic_id):
    """Hide a topic from everybody but moderators and its writer, or show it again."""
    if body["hidden"]:
        return actions.hide_topic(tx, viewer, topic_id, version, body["reason"])
    return actions.show_topic(tx, viewer, topic_id, version, body["reason"])


@blueprint.changes("/v1/topics/<topic_id>/locked", by="moderator", takes=LockSchema, gives=TopicSchema, method="PUT")
def lock(tx, viewer, body, version, topic_id):
    """Close a topic to new replies, or open it again."""
    return actions.lock_topic(tx, viewer, topic_id, version, **body)


@blueprint.changes("/v1/topics/<topic_id>/pinned", by="moderator", takes=PinSchema, gives=TopicSchema, method="PUT")
def pin(tx, viewer, body, version, topic_id):
    """Keep a topic above the others of its category, or no more."""
    return actions.pin_topic(tx, viewer, topic_id, version, **body)


@blueprint.changes("/v1/topics/<topic_id>/category", by="moderator", takes=MoveSchema, gives=TopicSchema, method="PUT")
def move(tx, viewer, body, version, topic_id):
    """Put a topic into another category. Its address stays, and nobody can read it who could not before."""
    return actions.move_topic(tx, viewer, topic_id, version, **body)


@blueprint.changes("/v1/topics/<topic_id>/merged", by="moderator", takes=MergeSchema, gives=TopicSchema, method="PUT")
def merge(tx, viewer, body, version, topic_id):
    """Make a topic a part of another one, which is the answer; its address leads there from now on."""
    return joining.merge_topic(tx, viewer, topic_id, version, **body)


@blueprint.creates("/v1/topics/<topic_id>/split", by="moderator", takes=SplitSchema, gives=TopicSchema)
def split(tx, viewer, body, topic_id):
    """Make a topic of some replies: the oldest begins it, the others answer it."""
    return joining.split_topic(tx, viewer, topic_id, **body)


@blueprint.acts("/v1/topics/<topic_id>/vote", by="member", takes=VoteSchema, gives=VotedSchema, method="PUT")
def vote(tx, viewer, body, topic_id):
    """Say that a topic helped, or take that back."""
    return votes.vote_for_topic(tx, viewer, topic_id, **body)


@blueprint.acts("/v1/topics/<topic_id>/following", by="member", takes=FollowSchema, gives=FollowSchema, method="PUT")
def follow(tx, viewer, body, topic_id):
    """Be told of replies, or no more."""
    return {"following": follows.follow_topic(tx, viewer, topic_id, **body)}


@blueprint.acts("/v1/tags/<tag>/following", by="member", takes=FollowSchema, gives=FollowSchema, method="PUT")
def follow_tag(tx, viewer, body, tag):
    """Be told of new topics with a tag, or no more."""
    return {"following": follows.follow_tag(tx, viewer, tag, **body)}
