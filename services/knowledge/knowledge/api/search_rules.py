"""The rules that staff gives the search: a draft that shows what it changes, what was published, and why."""

from typing import Any

from flask import current_app

from knowledge.actions.search_rules import bring_back, change_draft, publish_rules
from knowledge.api.search import shown_hits
from knowledge.api.search_rules_schemas import (
    EarlierRules,
    RuleDraftSchema,
    RulesBody,
    RuleSetSchema,
    RulesNote,
    RulesPage,
    RulesPreview,
    RulesQuery,
    Why,
    WhyQuery,
)
from knowledge.api.views import person
from knowledge.model.article import EDITORS
from knowledge.model.file import FILE
from knowledge.model.search_rules import NO_RULES, rules_of
from knowledge.store import files, search, search_preview, search_rules
from portalkit.database import Reading
from portalkit.errors import Missing
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("search-rules", __name__, description="Synonyms and pinned results")

SHOWN = 5  # of what a search finds, before and after


@blueprint.reads("/internal/v1/pages/staff/search-rules", by=EDITORS, takes=RulesQuery, gives=RulesPage)
def rules(db, viewer, query):
    """The draft, what in it differs from the rules that count, and what was published so far."""
    live, draft, told = _there(db)
    rows, further = page(search_rules.versions(db, decode(query["cursor"])), search_rules.ROWS_A_PAGE, "number")
    kinds = tuple(NO_RULES)
    return {
        "draft": {"version": draft.version if draft else 0, "based_on": draft.based_on if draft else 0, "rules": told},
        "live": live.number if live else 0,
        "counts": _said(live),
        "changed": told != _said(live),
        "added": {kind: [one for one in told[kind] if one not in _said(live)[kind]] for kind in kinds},
        "removed": {kind: [one for one in _said(live)[kind] if one not in told[kind]] for kind in kinds},
        "items": [_version(row) for row in rows],
        "next": further,
    }


@blueprint.reads("/internal/v1/pages/staff/search-preview", by=EDITORS, gives=RulesPreview)
def preview(db, viewer):
    """What people asked most, where the draft changes what they find, as far as this viewer may see it."""
    live, _, told = _there(db)
    index = current_app.extensions["index"]
    looked_at, changes = search_preview.changes(index, db, viewer, rules_of(_said(live)), rules_of(told))
    return {"looked_at": looked_at, "items": [_change(db, viewer, each) for each in changes]}


@blueprint.changes("/v1/search-rules/draft", by=EDITORS, takes=RulesBody, gives=RuleDraftSchema, method="PUT")
def write_draft(tx, viewer, body, version):
    """Write the draft anew; version 0 begins one."""
    return change_draft(tx, viewer, version, **body)


@blueprint.changes("/v1/search-rules/publish", by=EDITORS, takes=RulesNote, gives=RuleSetSchema, method="POST")
def publish(tx, viewer, body, version):
    """Let the draft's rules count from now on."""
    return publish_rules(tx, viewer, version, **body)


@blueprint.acts("/v1/search-rules/bring-back", by=EDITORS, takes=EarlierRules, gives=RuleSetSchema)
def bring_rules_back(tx, viewer, body):
    """Let rules count again that were published before."""
    return bring_back(tx, viewer, **body)


@blueprint.reads("/internal/v1/pages/staff/search-why", by="staff", takes=WhyQuery, gives=Why)
def why(db, viewer, query):
    """Why one thing stands where it does when this viewer searches: its words, and what counts besides."""
    id = files.page_id(db, query["id"], query["page"]) if query["kind"] == FILE else query["id"]
    told = search.why(current_app.extensions["index"], db, viewer, query["q"].strip(), id)
    if told is None:
        raise Missing()
    boosts = [{"name": name, "points": points} for name, _, points in told.boosts]
    if told.fresh:
        boosts.append({"name": "fresh", "points": told.fresh})
    named = ("typed", "word", "field", "how")  # no points: they tell how rare a word is, in what is hidden too
    return {
        "query": query["q"].strip(),
        "title": told.values["title"],
        "removals": told.values.get("removals") or 0,
        "matches": [{name: getattr(each, name) for name in named} for each in told.matches],
        "absent": told.absent,
        "boosts": boosts,
        "pinned": told.pinned,
    }


def _there(db: Reading) -> tuple[Any, Any, dict[str, Any]]:
    """The rules that count, the draft, and what it says: the rules that count where nobody has begun."""
    live, draft = search_rules.current(db), search_rules.draft(db)
    return live, draft, draft.rules if draft else _said(live)


def _said(live: Any) -> dict[str, Any]:
    return live.rules if live else NO_RULES


def _version(row: Any) -> dict[str, Any]:
    copied = {name: getattr(row, name) for name in ("number", "note", "again", "published_at")}
    return copied | {"author": person(row)}


def _change(db: Reading, viewer: Any, change: Any) -> dict[str, Any]:
    before, after = (shown_hits(db, viewer, hits, {}) for hits in (change.before, change.after))
    places = [{each["id"]: place for place, each in reversed([*enumerate(hits, 1)])} for hits in (before, after)]
    seen = {id: n for id, n in change.opened.items() if any(id in there for there in places)}
    return {
        "query": change.query,
        "asked": change.asked,
        "before": [_row(hit, places[1]) for hit in before[:SHOWN]],
        "after": [_row(hit, places[0]) for hit in after[:SHOWN]],
        "score_before": _score(seen, places[0]),
        "score_after": _score(seen, places[1]),
    }


def _row(hit: dict[str, Any], places: dict[str, int]) -> dict[str, Any]:
    names = ("kind", "genre", "id", "title", "removals", "page")
    return {name: hit[name] for name in names if name in hit} | {"other_place": places.get(hit["id"])}


def _score(opened: dict[str, int], places: dict[str, int]) -> float | None:
    """How high what people opened stands: 1 divided by its place, each as often as it was opened."""
    if not opened:
        return None
    return round(sum(n / places[id] for id, n in opened.items() if id in places) / sum(opened.values()), 3)
