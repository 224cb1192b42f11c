"""Saying how asking goes: `asking.js` does, of what may answer a question that is being written."""

from contextlib import suppress

from flask import Response

from gateway.forms.form import form
from gateway.upstream import asking
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import visit


@form("/topics/new/similar", by="member", takes=("step", "day"))
def note_step(sent):
    """Something was shown, or opened; nobody waits for an answer."""
    asking.count(visit().services, sent["step"], sent["day"])
    return Response(status=204, headers={"Cache-Control": "no-store"})


def asked_after_all(day):
    """A question is there although something was opened that may answer it. It stands, counted or not."""
    if day:
        with suppress(Refusal, Unanswered):
            asking.count(visit().services, "asked", day)
