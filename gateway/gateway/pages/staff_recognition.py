"""What gives points, what levels open, what gave none, and who plays with points."""

from gateway.pages.staff_audiences import audiences_to_choose
from gateway.panels import Panel, page
from gateway.upstream import recognition

KINDS = ("answered", "voted", "accepted", "helped")
GIVEN = ("rules", "levels", "refused", "rings", "self_votes", "boards")


@page("/staff/recognition", "staff_recognition.html", by="staff")
def staff_recognition():
    """The rules and levels as they hold, to be changed, the latest of what they refused, rings, and self-votes."""
    return {"all": Panel(recognition.staff, need=True, gives=GIVEN), "audiences": Panel(audiences_for_boards)}


def audiences_for_boards(caller):
    """Those of which some are in and others are not: what staff made, and is in use."""
    return [one for one in audiences_to_choose(caller) if not one["built_in"]]
