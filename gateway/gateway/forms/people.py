"""Changing what people are to the portal. What is said of them holds with their next request."""

from gateway.forms.form import form
from gateway.pages.staff_people import person as person_page
from gateway.responses import done
from gateway.upstream import accounts, factors, knowledge
from gateway.upstream.caller import quoted
from gateway.values import read_list
from gateway.visit import visit
from gateway.words import N_, _
from portalkit.errors import Invalid

KNOWN = ("kind", "organisation", "country", "region", "products", "partner", "grade", "custom")
SAVED = N_("Saved.")
STATES = {
    "suspended": N_("Deactivated. Every device is signed out, and whatever they owned needs an owner."),
    "active": N_("Activated. They can sign in again."),
}


@form("/staff/people/<user_id>/known", by="administrator", takes=KNOWN, again=person_page)
def change_known(sent, user_id):
    """What rules ask of the person: audiences follow at once."""
    attributes = {name: sent[name].strip() for name in ("country", "region", "grade") if sent[name].strip()}
    if "country" in attributes:
        attributes["country"] = attributes["country"].upper()
    attributes |= {"products": read_list(sent["products"]), "partner": sent["partner"] == "1"}
    if custom := _custom(sent["custom"]):
        attributes["custom"] = custom
    body = {"kind": sent["kind"], "organisation": sent["organisation"].strip() or None, "attributes": attributes}
    return _change(user_id, body, sent, _("Saved. The audiences follow at once."))


@form("/staff/people/<user_id>/roles", by="administrator", takes=("roles[]",), again=person_page)
def change_roles(sent, user_id):
    """What the person may do."""
    return _change(user_id, {"roles": sent["roles"]}, sent, _("Saved. The roles hold with the next step."))


@form("/staff/people/<user_id>/state", by="administrator", takes=("state",), again=person_page)
def change_state(sent, user_id):
    """Deactivate an account, or activate it again."""
    return _change(user_id, {"state": sent["state"]}, sent, _(STATES.get(sent["state"], SAVED)))


@form("/staff/people/<user_id>/factors/remove", by="administrator", again=person_page)
def remove_factors(sent, user_id):
    """Somebody has lost what they sign in with besides the password."""
    factors.remove_lost(visit().services, user_id)
    return done(f"/staff/people/{quoted(user_id)}", _("Removed. They are signed out everywhere, and told by mail."))


@form("/staff/people/<user_id>/remit", by="administrator", takes=("categories[]",), again=person_page)
def give_remit(sent, user_id):
    """Where the person edits."""
    knowledge.give_remit(visit().services, user_id, sent["categories"])
    return done(f"/staff/people/{quoted(user_id)}", _("Saved. It holds with their next step."))


def _change(user_id, body, sent, notice):
    accounts.change_person(visit().services, user_id, body, sent.version)
    return done(f"/staff/people/{quoted(user_id)}", notice)


def _custom(text):
    """Lines of `name: value` as they are kept. Raises Invalid."""
    found = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if line.strip() and not (colon and name.strip() and value.strip()):
            raise Invalid({"custom": [_("“%(line)s” is no line of the form name: value.", line=line.strip()[:40])]})
        if line.strip():
            found[name.strip()] = value.strip()
    return found
