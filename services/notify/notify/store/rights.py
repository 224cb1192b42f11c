"""What notify holds of people, and what becomes of it when they leave."""

from sqlalchemy import null, or_, select

from notify.store.tables import (
    bounces,
    budgets,
    community_notes,
    decisions,
    follows,
    messages,
    notes,
    notices,
    places,
    preferences,
    refusals,
    replies,
    times,
    topics,
    users,
)
from portalkit.rights import Held, deleted, kept, of
from portalkit.tables import deliveries

TOLD = "That somebody was told stays, by an id."
COPY = "A copy of what another service keeps, by an id."

# Many a message is never shown: its thing was closed before it could be. What was read or mailed, they know of.
_mailed = select(deliveries.c.id).where(deliveries.c.state == "sent")
_met = or_(messages.c.read_at.is_not(None), messages.c.delivery_id.in_(_mailed))
_told = notices.c.id.in_(select(messages.c.thing_id).where(messages.c.person == notices.c.person_id, _met))
_noted = community_notes.c.id.in_(
    select(messages.c.thing_id).where(messages.c.person == community_notes.c.person_id, _met)
)

HELD = (
    Held(
        "address for mails",
        users,
        of(users, "id"),
        {"name": null(), "email": null(), "locale": null(), "audiences": [], "state": "suspended"},
        "An id stays, so that nothing is sent to it any more.",
    ),
    deleted("messages", messages, "person", known=_met),
    kept("messages to others", messages, "actor_id", ground=TOLD, tells=("id", "act", "created_at")),
    deleted("choices", preferences, "person"),
    deleted("quiet hours and zone", times, "person"),
    deleted("browsers and other places", places, "person", without=("address_hash", "data", "session_id")),
    deleted("messages sent there", notes, "person"),
    deleted("kinds not wanted there", refusals, "person"),
    deleted("mails that came back", bounces, "person"),
    deleted("counts of mails", budgets, "person"),
    deleted("things followed", follows, "user_id"),
    deleted("notices", notices, "person_id", tells=("id", "act", "article_id"), known=_told),
    kept("notices to others", notices, "actor_id", ground=TOLD, tells=("id", "act")),
    deleted("notes", community_notes, "person_id", tells=("id", "act"), known=_noted),
    kept("notes to others", community_notes, "actor_id", ground=TOLD, tells=("id", "act")),
    kept("topics", topics, "author_id", ground=COPY),
    kept("topics settled", topics, "accepted_author_id", "accepted_by_id", ground=COPY, tells=("id",)),
    kept("replies", replies, "author_id", ground=COPY),
    kept("decisions of moderators", decisions, "author_id", ground=COPY),
)
