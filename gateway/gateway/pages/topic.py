"""A topic with its replies."""

from gateway.addresses import topic_at
from gateway.asked import asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.permits import allowed
from gateway.responses import Elsewhere, lead_to
from gateway.upstream import community, internal_notes, knowledge
from gateway.upstream.port import Refusal
from gateway.visit import visit


@page("/topics/<topic_id>", "topic.html", cache_for_visitors=True)
def topic(topic_id):
    """The question, the accepted answer, and a page of replies; for staff what it noted beside them."""
    order = one_of("order", "votes")
    panel = Panel(_found, topic_id, asked_cursor(), order, need=True, gives=("topic", "replies", "grown"))
    viewer = visit().who.viewer
    saved = Panel(_saved, topic_id, otherwise=False) if viewer.signed_in else False
    notes = Panel(internal_notes.beside, topic_id) if viewer.kind == "staff" else None
    return {"view": panel, "order": order or "", "saved": saved, "internal_notes": notes}


def _found(caller, topic_id, cursor, order):
    """The topic; a reader of one that was merged is led to the one it was merged into."""
    view = community.topic(caller, topic_id, cursor, order)
    if view["topic"]["id"] != topic_id:
        raise Elsewhere(topic_at(view["topic"]["id"], view["topic"]["title"]))
    lead_to(topic_at(topic_id, view["topic"]["title"]))
    return view | {"grown": allowed(caller, "article", view["topic"]["article_id"])}


def _saved(caller, topic_id):
    """Whether the viewer saved it. One that was asked just now is not known to knowledge yet."""
    try:
        return knowledge.topic_saved(caller, topic_id)["saved"]
    except Refusal as fault:
        if fault.status != 404:
            raise
        return False
