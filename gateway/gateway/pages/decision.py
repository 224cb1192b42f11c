"""Why a post or a comment is hidden, and what its writer says to that."""

from gateway.panels import Panel, page
from gateway.upstream import comments, community


@page("/decisions/<decision_id>", "decision.html", by="member")
def decision(decision_id):
    """For who wrote the post, and for moderators."""
    return {"decision": Panel(community.decision, decision_id, need=True)}


@page("/comments/decisions/<decision_id>", "decision.html", by="member")
def comment_decision(decision_id):
    """For who wrote the comment, and for staff who look after comments."""
    return {"decision": Panel(comments.decision, decision_id, need=True)}
