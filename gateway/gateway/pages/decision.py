"""Why a post is hidden, and what its writer says to that."""

from gateway.panels import Panel, page
from gateway.upstream import community


@page("/decisions/<decision_id>", "decision.html", by="member")
def decision(decision_id):
    """For who wrote the post, and for moderators."""
    return {"decision": Panel(community.decision, decision_id, need=True)}
