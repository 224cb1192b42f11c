"""What somebody would have been told of a thing lately, had they followed it, and were not told anyway."""

from datetime import datetime

from sqlalchemy import String, and_, exists, select

from notify.model.message import REPLY_POSTED, TOPIC_ASKED
from notify.store.letters import is_among
from notify.store.messages import MOST_PAST
from notify.store.tables import categories, messages, replies, topics
from portalkit.database import Reading, param, readable_categories, satisfied_keys
from portalkit.viewer import Viewer

_thing = param("thing", type_=String)
_since = param("since", type_=topics.c.asked_at.type)
_theirs = messages.c.person == param("viewer_id")
may_read = and_(  # by the copies, as a list of messages asks it
    topics.c.shown,
    topics.c.category_id.in_(readable_categories(categories)),
    topics.c.audience_key.in_(satisfied_keys()),
)
_topics = (
    select(topics.c.asked_at.label("at"))
    .where(topics.c.asked_at >= _since, topics.c.author_id != param("viewer_id"), may_read)
    .where(~exists().where(messages.c.thing_id == topics.c.id, _theirs))
    .order_by(topics.c.asked_at.desc())
    .limit(MOST_PAST)
)
_replies = (
    select(replies.c.written_at.label("at"))
    .join_from(replies, topics, topics.c.id == replies.c.topic_id)
    .where(replies.c.topic_id == _thing, replies.c.written_at >= _since, replies.c.shown)
    .where(replies.c.author_id != param("viewer_id"), may_read)
    .where(~exists().where(messages.c.thing_id == replies.c.id, _theirs))
    .order_by(replies.c.written_at.desc())
    .limit(MOST_PAST)
)
OF = {
    "category": (TOPIC_ASKED, _topics.where(topics.c.category_id == _thing)),
    "tag": (TOPIC_ASKED, _topics.where(is_among(_thing, topics.c.tags))),
    "topic": (REPLY_POSTED, _replies),
}


def of_thing(db: Reading, viewer: Viewer, kind: str, thing_id: str, since: datetime) -> list[tuple[str, datetime]]:
    """Kind and time of each; of what `viewer` may not see, as of what is not there, there is nothing."""
    act, statement = OF[kind]
    return [(act, row.at) for row in db.rows(statement, viewer, thing=thing_id, since=since)]
