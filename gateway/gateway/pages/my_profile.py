"""What one says of oneself: changed at once, or with approval."""

from gateway.panels import Panel, page
from gateway.upstream import profiles

FIELDS = ("name", "legal_name", "phone", "job_title", "country", "region")


@page("/account/profile", "my_profile.html", by="member")
def my_profile(field=None):
    """Every field with what may be done with it, and what waits."""
    return {"profile": Panel(profiles.profile, need=True), "fields": FIELDS}
