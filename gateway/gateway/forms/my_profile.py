"""Changing what one says of oneself."""

from gateway.forms.form import form
from gateway.pages.my_profile import FIELDS
from gateway.pages.my_profile import my_profile as profile_page
from gateway.responses import done
from gateway.upstream import profiles
from gateway.visit import visit
from gateway.words import _


@form("/account/profile", by="member", takes=(*FIELDS, "shown[]"), again=profile_page)
def change_profile(sent):
    """What is free holds at once; what needs approval waits, and the page says so. What was no field of it stays."""
    wanted = {name: sent[name].strip() or None for name in FIELDS if name in sent["shown"]}
    told = profiles.change(visit().services, wanted, sent.version)
    waits = any(wish["state"] == "waiting" for wish in told["wishes"])
    return done("/account/profile", _("Saved. What needs approval waits for it.") if waits else _("Saved."))


@form("/account/profile/wishes/<field>/take-back", by="member", again=profile_page)
def take_back_wish(sent, field):
    """Nothing is decided about it any more."""
    profiles.take_back(visit().services, field)
    return done("/account/profile", _("Taken back. Nothing was changed."))
