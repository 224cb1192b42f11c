"""Having another address, choosing the main one, and letting one go."""

from gateway.forms.form import form
from gateway.pages.my_addresses import my_addresses as addresses_page
from gateway.responses import done
from gateway.upstream import addresses
from gateway.visit import visit
from gateway.words import _

PAGE = "/account/addresses"


@form("/account/addresses", by="member", takes=("email",), again=addresses_page)
def add_address(sent):
    """A link goes there, and a notice to the main address."""
    addresses.add(visit().services, sent["email"])
    return done(PAGE, _("Look into that mailbox: the address counts with the link that we sent there."))


@form("/account/addresses/<address_id>/main", by="member", again=addresses_page)
def make_address_main(sent, address_id):
    """Mail goes there from now on."""
    addresses.make_main(visit().services, address_id)
    return done(PAGE, _("Your mail goes there from now on."))


@form("/account/addresses/<address_id>/remove", by="member", again=addresses_page)
def remove_address(sent, address_id):
    """It signs in no more."""
    addresses.remove(visit().services, address_id)
    return done(PAGE, _("Removed. It signs you in no more."))
