"""What waits for a moderator."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import comments, community, messages


@page("/staff/moderation", "staff_moderation.html", by="moderator")
def staff_moderation():
    """Posts of people who are new, those that somebody reported, and appeals; comments under articles among them."""
    return {
        "flagged": Panel(community.flagged, asked_cursor(), need=True),
        "appeals": Panel(community.appeals, need=True),
        "held": Panel(community.held, need=True),
        "comment_appeals": Panel(comments.appeals),
        "flagged_comments": Panel(comments.flagged),
        "messages": Panel(messages.reported),
        "held_comments": Panel(comments.held),
    }
