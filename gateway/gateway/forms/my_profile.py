"""Changing what one says of oneself."""

from gateway.forms.form import form
from gateway.pages.my_profile import FIELDS, ON_PAGE
from gateway.pages.my_profile import my_profile as profile_page
from gateway.responses import done
from gateway.upstream import profiles
from gateway.visit import visit
from gateway.words import _

EYES = {name: f"eyes_{name}" for name in ON_PAGE}  # the fields of the form that say who sees each


@form("/account/profile", by="member", takes=(*FIELDS, *EYES.values(), "shown[]"), again=profile_page)
def change_profile(sent):
    """What is free holds at once; what needs approval waits, and the page says so. What was no field of it stays."""
    wanted = {name: sent[name].strip() or None for name in FIELDS if name in sent["shown"]}
    eyes = {name: sent[field] for name, field in EYES.items() if sent[field]}
    told = profiles.change(visit().services, wanted | ({"visible_to": eyes} if eyes else {}), sent.version)
    waits = any(wish["state"] == "waiting" for wish in told["wishes"])
    return done("/account/profile", _("Saved. What needs approval waits for it.") if waits else _("Saved."))


@form("/account/profile/wishes/<field>/take-back", by="member", again=profile_page)
def take_back_wish(sent, field):
    """Nothing is decided about it any more."""
    profiles.take_back(visit().services, field)
    return done("/account/profile", _("Taken back. Nothing was changed."))
