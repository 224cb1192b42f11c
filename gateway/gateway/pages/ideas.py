"""Ideas, and what becomes of them."""

from gateway.asked import asked, asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.upstream import community
from gateway.upstream import ideas as upstream
from portalkit.errors import Missing

STATES = ("new", "under-review", "planned", "done", "declined")


@page("/ideas", "ideas.html", cache_for_visitors=True)
def ideas():
    """Those that most people find helpful first, or by their latest activity."""
    state, sort = one_of("state", *STATES), one_of("sort", "latest")
    given = ("category", "categories", "items", "next")
    panel = Panel(upstream.ideas, asked("category"), state, sort, asked_cursor(), need=True, gives=given)
    return {"list": panel, "state": state or "", "sort": sort or ""}


@page("/topics/<topic_id>/idea", "judge_idea.html", by="staff")
def judge_idea(topic_id):
    """Say what becomes of one."""
    return {"view": Panel(_judged, topic_id, need=True, gives=("topic",))}


def _judged(caller, topic_id):
    view = community.topic(caller, topic_id)
    if not view["topic"]["can"]["judge"]:
        raise Missing()
    return view
