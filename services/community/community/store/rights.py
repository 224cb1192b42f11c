"""What community holds of people, and what becomes of it when they leave."""

from sqlalchemy import case, false, null, select

from community.store.tables import (
    badges,
    blocks,
    boards,
    categories,
    contests,
    credited,
    decisions,
    flags,
    follows,
    history,
    level_rules,
    messages,
    notes,
    people,
    point_rules,
    points,
    presences,
    redemptions,
    replies,
    reports,
    rewards,
    standings,
    talkers,
    tallies,
    topics,
    votes,
)
from community.store.tables_notes import internal_notes
from portalkit.database import param
from portalkit.rights import Held, deleted, kept, of

POSTS = "What others read and answer stays, by a former member; where they named the person, a former member is named."
COUNT = "The count beside a post stays; whose voices they were, nobody can see."
LOOKS_AFTER = "Until somebody else looks after them."
WRITTEN_TO = "What was written to somebody stays with them, by a former member."
TOLD = "That somebody was told stays, by an id."
WORK = "What staff noted for its work stays, by an id."
DECIDED = "What moderators decided, and why, has to stay, by an id."

_BESIDE = internal_notes.c.topic_id.in_(select(topics.c.id).where(topics.c.author_id == param("whose")))

HELD = (
    Held(
        "name beside posts",
        people,
        of(people, "id"),
        {"name": "", "handle": null(), "moderates": None, "audiences": null(), "inside": [], "active": False}
        | {"verified_customer": False, "expert": False},
        "An id stays, so that posts are by a former member; where others named the person, a former member is named.",
    ),
    kept("topics", topics, "author_id", ground=POSTS, without=("html",)),
    kept("replies", replies, "author_id", ground=POSTS, without=("html",)),
    kept("earlier words of posts", history, "by_id", ground=POSTS, tells=("id", "thing_id", "at", "act")),
    kept(
        "topics settled or hidden",
        topics,
        "accepted_author_id",
        "accepted_by_id",
        "hidden_by",
        ground=DECIDED,
        tells=("id",),
    ),
    kept("replies hidden", replies, "hidden_by", ground=DECIDED, tells=("id", "topic_id")),
    kept("votes", votes, "person", ground=COUNT),
    deleted("things followed", follows, "user_id"),
    Held(
        "reports to moderators",
        flags,
        of(flags, "person"),
        {"note": ""},
        "That there was one stays, without the words.",
    ),
    Held(
        "decisions about their posts",
        decisions,
        of(decisions, "author_id"),
        {"appeal": case((decisions.c.appeal.is_not(None), ""), else_=null())},
        "That there was one, and why, stays; what was said against it goes.",
    ),
    kept(
        "decisions as a moderator",
        decisions,
        "made_by",
        "ended_by",
        ground=DECIDED,
        tells=("id", "kind", "thing_id", "made_at", "reason", "outcome_reason", "ended_at"),
    ),
    kept(
        "categories looked after",
        categories,
        "owner_id",
        "deputy_id",
        ground="Until somebody else looks after them.",
        tells=("id",),
    ),
    deleted("points", points, "person", without=("actor",)),  # who found something helpful is told to nobody
    kept("points given to others", points, "actor", ground=COUNT, tells=("kind", "at")),
    deleted("counts of points", tallies, "person"),
    deleted("place on the leaderboard", standings, "person"),
    deleted("badges", badges, "person"),
    kept("leaderboards chosen", boards, "made_by", ground=DECIDED, tells=("audience", "made_at")),
    kept("contests made", contests, "made_by", ground=DECIDED, tells=("id", "made_at")),
    kept("rules of points made", point_rules, "made_by", ground=DECIDED, tells=("version", "made_at")),
    kept("rules of levels made", level_rules, "made_by", ground=DECIDED, tells=("version", "made_at")),
    deleted("topics being read", presences, "person"),
    deleted("points for articles", credited, "person"),
    kept("messages", messages, "author_id", ground=WRITTEN_TO, without=("html", "excerpt", "removed_by")),
    kept("messages removed as a moderator", messages, "removed_by", ground=DECIDED, tells=("id", "removed_at")),
    kept("conversations", talkers, "person", ground=WRITTEN_TO),
    deleted("people blocked", blocks, "person"),
    deleted("blocks by others", blocks, "blocked_id", known=false()),  # who is blocked is not told
    Held(
        "reports of messages",
        reports,
        of(reports, "person"),
        {"note": ""},
        "That there was one stays, without the words.",
        without=("settled_by",),
    ),
    kept("reports of messages settled", reports, "settled_by", ground=DECIDED, tells=("id", "settled_at", "outcome")),
    kept("rewards made", rewards, "made_by", ground=DECIDED, tells=("id", "made_at")),
    deleted("rewards redeemed", redemptions, "person", without=("settled_by",)),
    kept("redemptions settled", redemptions, "settled_by", ground=DECIDED, tells=("id", "settled_at", "state")),
    # What staff noted beside somebody's topic is told to staff alone, and goes with who began the topic.
    Held("internal notes beside topics", internal_notes, _BESIDE, None, known=false()),
    kept("internal notes written", internal_notes, "author_id", ground=WORK, tells=("id", "written_at")),
    deleted("notes", notes, "person_id", tells=("id", "act", "given_at")),
    kept("notes to others", notes, "actor_id", ground=TOLD, tells=("id", "act", "given_at")),
)
