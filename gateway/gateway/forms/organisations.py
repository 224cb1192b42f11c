"""Making, changing and closing organisations, by administrators of the portal."""

from gateway.forms.form import form
from gateway.pages.staff_organisations import staff_organisations
from gateway.responses import done
from gateway.upstream import organisations
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _

TAKES = ("name", "kind", "country", "region")


@form("/staff/organisations", by="administrator", takes=TAKES, again=staff_organisations)
def create_organisation(sent):
    """It has no members yet; whoever is to administer it is invited next."""
    made = organisations.create(visit().services, _body(sent), sent.key)
    return done(f"/organisation/{quoted(made['id'])}", _("It is there. Now invite its administrator."))


@form("/staff/organisations/<organisation_id>", by="administrator", takes=TAKES, again=staff_organisations)
def change_organisation(sent, organisation_id):
    """Name, kind and place; rules that name it by the old name find it no more."""
    organisations.change(visit().services, organisation_id, _body(sent), sent.version)
    return done("/staff/organisations", _("Saved. The audiences follow at once."))


@form("/staff/organisations/<organisation_id>/state", by="administrator", takes=("state",), again=staff_organisations)
def close_organisation(sent, organisation_id):
    """While it is closed, nobody belongs to it."""
    organisations.change(visit().services, organisation_id, {"state": sent["state"]}, sent.version)
    closed = sent["state"] == "closed"
    return done("/staff/organisations", _("Closed. Nobody belongs to it now.") if closed else _("Open again."))


def _body(sent):
    place = {"country": sent["country"].strip().upper() or None, "region": sent["region"].strip() or None}
    return {"name": sent["name"].strip(), "kind": sent["kind"], **place}
