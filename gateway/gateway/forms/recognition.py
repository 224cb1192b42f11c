"""Choosing whether one is listed among those who help most; for staff, what gives points, levels and leaderboards."""

from gateway.forms.form import form, wanted
from gateway.pages.staff_recognition import KINDS, audiences_for_boards
from gateway.pages.staff_recognition import staff_recognition as rules_page
from gateway.responses import done
from gateway.upstream import recognition
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid

NUMBERS = (*(f"{what}-{kind}" for kind in KINDS for what in ("points", "cap")), "pair_cap")
LEVELS = range(1, 6)
ASKED = ("days", "accepted", "topics", "replies", "conversations", "messages")
FIRST = ("conversations", "messages")  # what there is to choose of the first: the operator sets the rest
ON_LEVELS = (
    "lost_days",
    *(f"{what}-{at}" for at in LEVELS for what in (ASKED if at > 1 else FIRST)),
    *(f"links-{at}" for at in LEVELS if at > 1),
)
LONGEST = 6


@form("/leaderboard/listed", by="member", takes=("on",))
def choose_listed(sent):
    """From one's own page, which says how it is."""
    there, on = visit(), wanted(sent["on"])
    recognition.choose_listed(there.services, on)
    notice = _("You are listed on the leaderboard.") if on else _("You are not listed on the leaderboard any more.")
    return done(f"/people/{quoted(there.who.viewer.id)}", notice)


@form("/staff/recognition/rules", by="staff", takes=NUMBERS, again=rules_page)
def change_rules(sent):
    """All kinds at once."""
    numbers = {name: number(name, sent[name]) for name in NUMBERS}
    kinds = [{"kind": kind, "points": numbers[f"points-{kind}"], "cap": numbers[f"cap-{kind}"]} for kind in KINDS]
    body = {"kinds": kinds, "pair_cap": numbers["pair_cap"]}
    recognition.change_rules(visit().services, body, sent.version)
    return done("/staff/recognition", _("Saved. It holds for what happens from now on."))


@form("/staff/recognition/levels", by="staff", takes=ON_LEVELS, again=rules_page)
def change_levels(sent):
    """All levels at once."""
    levels = [
        {what: number(f"{what}-{at}", sent.get(f"{what}-{at}", "0")) for what in ASKED}
        | {"links": sent.get(f"links-{at}") == "1"}
        for at in LEVELS
    ]
    body = {"levels": levels, "lost_days": number("lost_days", sent["lost_days"])}
    recognition.change_levels(visit().services, body, sent.version)
    return done("/staff/recognition#levels", _("Saved. It holds from now on."))


@form("/staff/recognition/boards", by="staff", takes=("audiences[]",), again=rules_page)
def choose_boards(sent):
    """All at once, under the names that the audiences have now."""
    services = visit().services
    names = {one["id"]: one["name"] for one in audiences_for_boards(services)}
    chosen = [{"audience": id, "name": names[id]} for id in dict.fromkeys(sent["audiences"]) if id in names]
    recognition.choose_boards(services, chosen)
    return done("/staff/recognition#boards", _("Saved. Who is in one of them can choose it on the leaderboard."))


def number(name, text):
    """A number as it was typed. Raises Invalid."""
    if not (text.isascii() and text.isdigit() and len(text) < LONGEST):
        raise Invalid({name: [_("Write a number.")]})
    return int(text)
