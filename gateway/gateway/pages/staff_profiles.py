"""What people wish to change in their profiles, and what they may."""

from gateway.pages.my_profile import FIELDS
from gateway.panels import Panel, page
from gateway.upstream import profiles


@page("/staff/profiles", "staff_profiles.html", by="administrator")
def staff_profiles(wish_id=None):
    """Longest waiting first, and below it what is free, waits or is fixed."""
    given = ("items", "more", "policy")
    return {"queue": Panel(profiles.queue, need=True, gives=given), "fields": FIELDS, "wrong": wish_id}
