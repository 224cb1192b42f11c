"""Whose clocks a page goes by: those of the time zone that its reader chose for what reaches them."""

from gateway.panels import Panel
from gateway.upstream import notify
from gateway.visit import visit

UTC = "UTC"


def own_clocks():
    """For a page: the `zone` of its reader. UTC for visitors, and while notify is away."""
    if not visit().who.signed_in:
        return {"zone": UTC}
    return {"clocks": Panel(notify.preferences, gives=("zone",), otherwise=UTC)}
