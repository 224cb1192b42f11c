"""What gives points, what levels open, what gave none, and who plays with points."""

from gateway.panels import Panel, page
from gateway.upstream import recognition

KINDS = ("answered", "voted", "accepted", "helped")
GIVEN = ("rules", "levels", "refused", "rings", "self_votes")


@page("/staff/recognition", "staff_recognition.html", by="staff")
def staff_recognition():
    """The rules and levels as they hold, to be changed, the latest of what they refused, rings, and self-votes."""
    return {"all": Panel(recognition.staff, need=True, gives=GIVEN)}
