"""Synonyms and pinned results: the draft, what it would change, and what was published."""

from gateway.asked import asked, asked_cursor
from gateway.pages.search import LONGEST
from gateway.panels import Panel, page
from gateway.permits import Permitted
from gateway.upstream import knowledge
from portalkit.errors import Missing

TO_PIN = (*knowledge.GENRES, "topic")
GIVEN = ("draft", "live", "changed", "added", "removed", "items", "next", "titles", "hits")
GOOD, BAD = 1, -1


@page("/staff/searches/rules", "staff_search_rules.html", by="staff")
def search_rules():
    """The draft as it is written; for a search, also what it finds just now, to be pinned."""
    text = (asked("q", LONGEST) or "").strip()
    told = Panel(_rules, text, asked_cursor(), need=True, gives=GIVEN)
    return {"rules": told, "q": text, "words": (asked("words", LONGEST) or "").strip()}


@page("/staff/searches/preview", "staff_search_preview.html", by="staff")
def search_preview():
    """The searches that the draft changes, before and after, those first that get worse."""
    return {"seen": Panel(_preview, need=True, gives=("looked_at", "changes", "draft", "changed"))}


@page("/search/why", "search_why.html", by="staff")
def search_why():
    """Why something stands where it does among what a search found."""
    text, kind, id = ((asked(name, LONGEST) or "").strip() for name in ("q", "kind", "id"))
    number = asked("page", 7) or "1"
    found = Panel(_why, text, kind, id, number, need=True, gives=("title", "matches", "absent", "boosts", "pinned"))
    return {"why": found, "query": text, "kind": kind, "id": id, "number": number}


def _rules(caller, text, cursor):
    answer = knowledge.search_rules(caller, cursor)
    hits = []
    if text:  # with every kind chosen that can be pinned it counts as no search of its own
        hits = knowledge.search(caller, {"q": text, "kind": TO_PIN})["hits"]
    told = (*answer["draft"]["rules"]["pins"], *answer["removed"]["pins"])
    pinned = [thing for pin in told for thing in pin["things"]]
    owners = _owners(caller, [*pinned, *hits])
    titles = {thing["id"]: owner["title"] for thing in pinned if (owner := owners.get((thing["kind"], thing["id"])))}
    here = {thing["id"] for pin in answer["draft"]["rules"]["pins"] if pin["query"] == text for thing in pin["things"]}
    return answer | {"titles": titles, "hits": [hit for hit in _shown(hits, owners) if hit["id"] not in here]}


def _preview(caller):
    seen, rules = knowledge.search_preview(caller), knowledge.search_rules(caller, None)
    sides = [each[side] for each in seen["items"] for side in ("before", "after")]
    owners = _owners(caller, [hit for hits in sides for hit in hits if hit["kind"] == "topic"])
    for each in seen["items"]:
        each |= {side: _shown(each[side], owners) for side in ("before", "after")} | {"turn": _turn(each)}
    changes = sorted(seen["items"], key=lambda each: each["turn"])
    return {"looked_at": seen["looked_at"], "changes": changes, "draft": rules["draft"], "changed": rules["changed"]}


def _turn(each):
    """Whether what people opened stands lower under the draft, as high, or higher."""
    before, after = each["score_before"], each["score_after"]
    return 0 if before is None or before == after else BAD if after < before else GOOD


def _why(caller, text, kind, id, number):
    page_number = number if number.isascii() and number.isdigit() else "1"
    answer = knowledge.search_why(caller, {"q": text, "kind": kind, "id": id, "page": page_number})
    if kind == "topic":
        thing = {"kind": kind, "id": id, "removals": answer["removals"]}
        owner = Permitted(caller, [thing]).of(thing)
        if owner is None:
            raise Missing()
        return answer | {"title": owner["title"]}
    return answer


def _owners(caller, things):
    """What the owners of things say of them, by kind and id."""
    wanted = {(thing["kind"], thing["id"]): thing for thing in things}
    asked_for = [
        {"kind": kind, "id": id} | ({"removals": thing["removals"]} if "removals" in thing else {})
        for (kind, id), thing in wanted.items()
    ]
    permitted = Permitted(caller, asked_for)
    found = {key: permitted.of({"kind": key[0], "id": key[1]}) for key in wanted}
    return {key: owner for key, owner in found.items() if owner is not None}


def _shown(hits, owners):
    """The hits that their owners permit, under the titles that these give."""
    shown = []
    for hit in hits:
        owner = hit if hit["kind"] != "topic" else owners.get((hit["kind"], hit["id"]))
        if owner is not None:
            shown.append(hit | {"title": owner["title"]})
    return shown
