"""Parts of pages that are loaded after them: what the page's own service does not own."""

from gateway.asked import asked
from gateway.pages.ask import would_be_told
from gateway.panels import Panel, fragment
from gateway.permits import Permitted, permitted
from gateway.upstream import community, knowledge, notify

LONGEST, LEAST, MOST_SIMILAR = 200, 2, 5
LONGEST_NAME = 60


@fragment("/fragments/bell", "fragments/bell.html", by="member")
def bell():
    """How much is unread, and the newest of it."""
    return {"bell": Panel(_bell, need=True, gives=("unread", "items"))}


@fragment("/fragments/recent-topics", "fragments/recent_topics.html", cache_for_visitors=True)
def recent_topics():
    """The latest topics, for the start page."""
    return {"recent": Panel(community.recent, gives=("items",))}


@fragment("/fragments/suggestions", "fragments/suggestions.html")
def suggestions():
    """Titles that go with what is typed so far."""
    text = (asked("q", LONGEST) or "").strip()
    return {"suggestions": Panel(_suggestions, text, need=True), "query": text}


@fragment("/fragments/similar", "fragments/similar.html")
def similar():
    """What may answer a question that is being written."""
    text = (asked("title", LONGEST) or "").strip()
    return {"suggestions": Panel(_similar, text, need=True)}


@fragment("/fragments/names", "fragments/names.html", by="member")
def names():
    """Whom a text that is being written may be about to name."""
    typed = asked("typed", LONGEST_NAME) or ""
    return {"names": Panel(community.names, typed, asked("topic"), need=True, gives=("items",))}


@fragment("/fragments/reach", "fragments/reach.html", by="staff")
def told_if_written():
    """How many would be told of what staff are writing, in the category that is chosen."""
    chosen = asked("category_id")
    return {"reach": Panel(would_be_told, chosen) if chosen else None}


def _bell(caller):
    return permitted(caller, notify.bell(caller))


def _suggestions(caller, text):
    if len(text) < LEAST:
        return []
    found = knowledge.suggestions(caller, text)["suggestions"]
    things = ({name: each[name] for name in ("kind", "id", "removals") if name in each} for each in found)
    owners = Permitted(caller, (thing for thing in things if thing["kind"] not in knowledge.OWN))
    shown = []
    for each in found:
        owner = each if each["kind"] in knowledge.OWN else owners.of(each)
        if owner is not None:
            shown.append(each | {"title": owner["title"]})
    return shown


def _similar(caller, text):
    return _suggestions(caller, text)[:MOST_SIMILAR]
