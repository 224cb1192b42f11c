"""One's own addresses."""

from gateway.panels import Panel, page
from gateway.upstream import addresses


@page("/account/addresses", "my_addresses.html", by="member")
def my_addresses(address_id=None):
    """Those one has, those one had, and how to have another."""
    return {"list": Panel(addresses.addresses, need=True, gives=("items", "wanted", "until"))}
