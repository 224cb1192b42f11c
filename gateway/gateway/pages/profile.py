"""A person as others meet one."""

from gateway.panels import Panel, page
from gateway.upstream import community, profiles


@page("/people/<person_id>", "profile.html", cache_for_visitors=True)
def profile(person_id):
    """What they let the reader see of themselves, latest topics and accepted answers as far as the reader may."""
    given = ("person", "counts", "level", "trust", "badges", "listed", "named", "topics", "answers")
    return {
        "view": Panel(community.person, person_id, need=True, gives=given),
        "said": Panel(profiles.on_page, person_id, otherwise=()),
    }
