"""What people look for, what they do not find, and what they open."""

from gateway.arrivals import require
from gateway.asked import asked, asked_cursor, one_of
from gateway.pages.search import LONGEST
from gateway.panels import Panel, page, pages
from gateway.permits import Permitted
from gateway.spreadsheets import csv_file
from gateway.upstream import knowledge
from gateway.visit import visit
from gateway.words import N_, _

DAYS = ("7", "30", "90")
COLUMNS = ("query", "asked", "empty", "found", "opened")
HEADINGS = (N_("Search"), N_("Asked"), N_("Found nothing"), N_("Fewest found"), N_("Opened"))


@page("/staff/searches", "staff_searches.html", by="staff")
def searches():
    """Those that were asked most, found nothing, or from which nothing was opened."""
    which, days = _which(), _days()
    found = Panel(knowledge.searches, which, days, asked_cursor(), need=True, gives=("items", "next"))
    return {"list": found, "which": which, "days": days}


@pages.get("/staff/searches.csv")
def searches_file():
    """What the page shows, as a file: the first two thousand of it."""
    require("staff")
    answer = knowledge.searches(visit().services, _which(), _days(), None, whole=True)
    return csv_file(
        "searches", [_(each) for each in HEADINGS], ([row[name] for name in COLUMNS] for row in answer["items"])
    )


@page("/staff/searches/one", "staff_search.html", by="staff")
def one_search():
    """One of them, with what was opened from it."""
    days = _days()
    told = ("query", "asked", "empty", "found", "opened", "things")
    return {"one": Panel(_one, (asked("q", LONGEST) or " "), days, need=True, gives=told), "days": days}


def _one(caller, text, days):
    """What knowledge tells, with the things' titles as their owners give them to this viewer."""
    answer = knowledge.one_search(caller, text, days)
    others = [{"kind": thing["kind"], "id": thing["id"]} for thing in answer["things"] if thing["kind"] != "file"]
    owners = Permitted(caller, others) if others else None
    shown = []
    for thing in answer["things"]:
        owner = {"title": thing["name"]} if thing["kind"] == "file" else owners.of(thing)
        if owner is not None:
            shown.append(thing | {"title": owner["title"]})
    return answer | {"things": shown}


def _which():
    return one_of("which", "empty", "unopened") or "asked"


def _days():
    return int(one_of("days", *DAYS) or 30)
