"""A person as others meet one."""

from gateway.panels import Panel, page
from gateway.upstream import community


@page("/people/<person_id>", "profile.html", cache_for_visitors=True)
def profile(person_id):
    """Their latest topics and accepted answers, as far as the reader may read them."""
    given = ("person", "counts", "level", "trust", "badges", "listed", "named", "topics", "answers")
    return {"view": Panel(community.person, person_id, need=True, gives=given)}
