"""Saying that something was opened from the results of a search: `search.js` does, as the page is left."""

from flask import Response

from gateway.forms.form import form
from gateway.upstream import knowledge
from gateway.visit import visit


@form("/search/opened", takes=("text", "kind", "thing_id", "position"))
def note_opened(sent):
    """What it was, and at which place it stood; nobody waits for an answer."""
    place = sent["position"]
    position = int(place) if place.isascii() and place.isdigit() and len(place) < 5 else 0
    knowledge.note_opened(visit().services, sent.only("text", "kind", "thing_id") | {"position": position})
    return Response(status=204, headers={"Cache-Control": "no-store"})
