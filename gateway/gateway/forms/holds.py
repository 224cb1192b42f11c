"""Keeping what is held of a person for a while, and no longer."""

from gateway.forms.form import form
from gateway.pages.staff_people import person as person_page
from gateway.responses import done
from gateway.upstream import holds
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _


@form("/staff/people/<user_id>/holds", by="administrator", takes=("ground", "note", "until"), again=person_page)
def set_hold(sent, user_id):
    """An erasure waits from now on; one that has begun goes on, and the page says so."""
    body = {"ground": sent["ground"], "note": sent["note"].strip() or None, "until": sent["until"] or None}
    holds.set_hold(visit().services, user_id, body, sent.key)
    return done(_at(user_id), _("Set. As long as it is in force, nothing of them is erased."))


@form("/staff/people/<user_id>/holds/lift", by="administrator", takes=("hold_id",), again=person_page)
def lift_hold(sent, user_id):
    """The erasure that waited for nothing else begins at once."""
    holds.lift(visit().services, user_id, sent["hold_id"])
    return done(_at(user_id), _("Lifted. An erasure that waited for it alone begins at once."))


def _at(user_id):
    return f"/staff/people/{quoted(user_id)}#holds"
