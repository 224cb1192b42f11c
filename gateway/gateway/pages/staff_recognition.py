"""What gives points, what levels open, what gave none, and who gives points in a ring."""

from gateway.panels import Panel, page
from gateway.upstream import recognition

KINDS = ("answered", "voted", "accepted", "helped")


@page("/staff/recognition", "staff_recognition.html", by="staff")
def staff_recognition():
    """The rules and levels as they hold, to be changed, and the latest of what they refused and of rings."""
    return {"all": Panel(recognition.staff, need=True, gives=("rules", "levels", "refused", "rings"))}
