"""Adding and changing categories of articles and topics."""

from gateway.forms.form import SHOWN_AGAIN, Sent, form, keepers_of, show_again
from gateway.pages.staff_categories import staff_categories as categories_page
from gateway.responses import done
from gateway.upstream import community, knowledge
from gateway.values import read_list
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Fault, Missing

OWNERS = {"knowledge": knowledge, "community": community}
PLACE = ("of", "name", "description", "parent_id", "audiences[]")
FIELDS = (*PLACE, "needs_review", "products", "regions", "owner_id", "deputy_id")
LISTS = ("products", "regions")


@form("/staff/categories/new", by="staff", takes=FIELDS)
def add_category(sent):
    """It demands what its parent does, and its own audiences besides."""
    body = _body(sent) | {"parent_id": sent["parent_id"] or None}
    return _do(sent, f"{sent['of']}:new", lambda owner: owner.create_category(visit().services, body, sent.key))


@form("/staff/categories/<category_id>", by="staff", takes=FIELDS)
def change_category(sent, category_id):
    """What it demands holds for everything below it at once."""
    body = _body(sent)
    return _do(
        sent, category_id, lambda owner: owner.change_category(visit().services, category_id, body, sent.version)
    )


def _body(sent: Sent):
    """What both owners take; articles may need a review, and are for the products and regions of their categories."""
    more = {}
    if sent["of"] == "knowledge":
        more = {name: read_list(sent[name]) for name in LISTS} | {"needs_review": sent["needs_review"] == "1"}
    return sent.only("name", "description", "audiences") | keepers_of(sent) | more


def _do(sent: Sent, open_form, act):
    owner = OWNERS.get(sent["of"])
    if owner is None:
        raise Missing()
    try:
        act(owner)
    except Fault as fault:
        if fault.status not in SHOWN_AGAIN:
            raise
        return show_again(categories_page, fault, sent, {"open_form": open_form})
    return done("/staff/categories", _("Saved."))
