"""Audiences: who is in, and making new ones."""

from gateway.panels import Panel, page
from gateway.upstream import accounts


@page("/staff/audiences", "staff_audiences.html", by="staff")
def staff_audiences():
    """All of them, with their rules in words."""
    return {"view": Panel(accounts.audiences, need=True, gives=("items", "example"))}


def audiences_to_choose(caller):
    """Those that a thing can demand."""
    return [one for one in accounts.audiences(caller)["items"] if not one["retired_at"]]


def names_of_audiences(caller):
    """All names by id, retired ones included: things may still demand them."""
    return {one["id"]: one["name"] for one in accounts.audiences(caller)["items"]}
