"""Deciding about changes of profiles, and saying what people may change."""

from gateway.forms.form import form, wanted
from gateway.pages.my_profile import FIELDS
from gateway.pages.staff_profiles import staff_profiles as profiles_page
from gateway.responses import done
from gateway.upstream import profiles
from gateway.visit import visit
from gateway.words import _


@form("/staff/profiles/<wish_id>", by="administrator", takes=("on", "reason"), again=profiles_page)
def decide_wish(sent, wish_id):
    """Approved as it was read, or refused with a reason; who wished for it is told by mail."""
    approve = wanted(sent["on"])
    profiles.decide(visit().services, wish_id, approve, sent["reason"] or None, sent.version)
    return done(
        "/staff/profiles", _("Approved. They are told by mail.") if approve else _("Refused. They are told why.")
    )


@form("/staff/profiles/rules", by="administrator", takes=FIELDS, again=profiles_page)
def change_profile_rules(sent):
    """What people may do with each field from now on; what waits goes on waiting."""
    rules = {name: sent[name] for name in FIELDS if sent[name]}
    profiles.change_rules(visit().services, rules, sent.version)
    return done("/staff/profiles#rules", _("Saved. It holds for the next change."))
