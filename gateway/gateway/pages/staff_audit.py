"""The audit log: who did what to whom, and whether the chain of its records is whole."""

from datetime import date

from gateway.acts import GROUPS, told
from gateway.arrivals import require
from gateway.asked import asked, asked_cursor
from gateway.panels import Panel, page, pages
from gateway.spreadsheets import csv_file
from gateway.upstream import accounts
from gateway.visit import visit

LONGEST_NAME = 64
MOST_AT_ONCE = 1000
COLUMNS = ("seq", "at", "actor", "action", "object", "detail", "requestid", "hash")


@page("/staff/audit", "staff_audit.html", by="administrator")
def audit():
    """Newest first, by person, object, act and day."""
    query = _query()
    given = ("items", "next", "chain")
    return {
        "log": Panel(_log, query | {"cursor": asked_cursor()}, need=True, gives=given),
        "query": query,
        "groups": GROUPS,
    }


def _log(caller, query):
    answer = accounts.audit(caller, query)
    return answer | {"items": told(caller, answer["items"])}


@pages.get("/staff/audit.csv")
def audit_file():
    """What the page shows, as a file: the newest thousand of it."""
    require("administrator")
    answer = accounts.audit(visit().services, _query() | {"limit": MOST_AT_ONCE})
    columns = (*COLUMNS, "actor_name", "object_name")
    return csv_file("audit", columns, ([record[name] for name in columns] for record in answer["items"]))


def _query():
    days = {name: _day(asked(name)) for name in ("first_day", "last_day")}
    return {name: (asked(name, LONGEST_NAME) or "").strip() for name in ("actor", "object", "action")} | days


def _day(text):
    """A day that there is, as it was written; what is none is left out."""
    try:
        return text and date.fromisoformat(text).isoformat()
    except ValueError:
        return None
