"""What knowledge holds of people, and what becomes of it when they leave."""

from sqlalchemy import case, null

from knowledge.store.tables import (
    articles,
    bookmarks,
    categories,
    comment_history,
    comments,
    decisions,
    file_versions,
    flags,
    notices,
    people,
    reaches,
    remarks,
    remits,
    reviews,
    revisions,
    rule_drafts,
    rule_sets,
    stock,
    stock_revisions,
    topics,
    upkeep,
    votes,
)
from portalkit.rights import Held, deleted, kept, of

WRITTEN = "What was written where others read it stays, by a former member."
LOOKS_AFTER = "Until somebody else looks after them."
DECIDED = "What was decided about comments, and why, has to stay, by an id."
WORK = "Who worked on what others read has to stay provable, by an id."

HELD = (
    Held(
        "name beside texts",
        people,
        of(people, "id"),
        {"name": "", "active": False, "moderates": None, "audiences": null()},
        "An id stays, so that texts are by a former member.",
    ),
    kept("articles", articles, "author_id", ground=WRITTEN, tells=("id", "created_at", "published_at")),
    kept("revisions", revisions, "author_id", ground=WORK, tells=("id", "article_id", "number", "saved_at", "note")),
    kept("comments", comments, "author_id", ground=WRITTEN, without=("html",)),
    kept("earlier words of comments", comment_history, "by_id", ground=WRITTEN, tells=("id", "comment_id", "at")),
    kept("comments hidden", comments, "hidden_by", ground=WORK, tells=("id", "article_id")),
    Held(
        "decisions about their comments",
        decisions,
        of(decisions, "author_id"),
        {"appeal": case((decisions.c.appeal.is_not(None), ""), else_=null())},
        "That there was one, and why, stays; what was said against it goes.",
    ),
    kept(
        "decisions about others' comments",
        decisions,
        "made_by",
        "ended_by",
        ground=DECIDED,
        tells=("id", "comment_id", "made_at", "reason", "outcome_reason", "ended_at"),
    ),
    kept("files", file_versions, "author_id", ground=WRITTEN, tells=("id", "file_id", "saved_at")),
    deleted("things saved", bookmarks, "person_id"),
    Held("votes on articles", votes, of(votes, "voter"), by_hand=True),  # with the counts beside articles
    Held(
        "reports to moderators",
        flags,
        of(flags, "person"),
        {"note": ""},
        "That there was one stays, without the words.",
    ),
    kept(
        "reviews",
        reviews,
        "asked_by",
        "decided_by",
        ground=WORK,
        tells=("id", "article_id", "asked_at", "decided_at", "state"),
    ),
    kept("remarks in reviews", remarks, "author_id", ground=WORK),
    deleted("notices", notices, "person_id", tells=("id", "act", "article_id", "given_at")),
    kept("notices to others", notices, "actor_id", ground=WORK, tells=("id", "act", "article_id", "given_at")),
    kept("articles looked after", upkeep, "owner_id", "deputy_id", ground=LOOKS_AFTER, tells=("article_id",)),
    kept("categories looked after", categories, "owner_id", "deputy_id", ground=LOOKS_AFTER, tells=("id",)),
    deleted("categories to edit in", remits, "person_id"),
    kept("categories given to others", remits, "given_by", ground=WORK, tells=("category_id", "given_at")),
    kept("articles reached by right of staff", reaches, "person_id", ground=WORK),
    kept(
        "rules of the search published",
        rule_sets,
        "published_by",
        ground=WORK,
        tells=("id", "number", "published_at"),
    ),
    kept("a draft of the search's rules", rule_drafts, "changed_by", ground=WORK, tells=("changed_at",)),
    kept("templates and snippets", stock, "changed_by", ground=WORK, tells=("id", "kind", "changed_at")),
    kept("revisions of templates and snippets", stock_revisions, "author_id", ground=WORK, tells=("id", "stock_id")),
    kept("topics", topics, "author_id", ground="A copy of what community keeps, by an id."),
)
