"""What one says of oneself: changed at once, or with approval."""

from gateway.panels import Panel, page
from gateway.upstream import profiles

FIELDS = ("name", "legal_name", "phone", "job_title", "country", "region")
ON_PAGE = ("job_title", "organisation", "country", "region", "phone")  # of which each chooses who sees it


@page("/account/profile", "my_profile.html", by="member")
def my_profile(field=None):
    """Every field with what may be done with it, who sees it, and what waits."""
    return {"profile": Panel(profiles.profile, need=True), "fields": FIELDS, "on_page": ON_PAGE}
