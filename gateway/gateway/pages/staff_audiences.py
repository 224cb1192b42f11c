"""Audiences: who is in, and writing their rules."""

from gateway.asked import asked
from gateway.audience_words import audience_told, audiences_told, draft_told, fault_told
from gateway.panels import Made, Panel, page
from gateway.rule_draft import FIELDS, WORDS, blank, draft_of
from gateway.upstream import accounts, community, knowledge, personas
from gateway.upstream.port import Refusal
from gateway.visit import visit
from gateway.words import _, ngettext
from portalkit.errors import Missing

LONGEST_NAME = 254
every_audience = audiences_told(accounts.audiences, "items")
reached = audiences_told(accounts.reach, "demands")
explained = audiences_told(accounts.why, "demands")


@page("/staff/audiences", "staff_audiences.html", by="staff")
def staff_audiences():
    """All of them, with their rules in words."""
    return {"view": Panel(every_audience, need=True, gives=("items",))}


@page("/staff/audiences/new", "staff_audience_edit.html", by="administrator")
def new_audience():
    """A blank rule."""
    return _writing(None, blank())


@page("/staff/audiences/<audience_id>/edit", "staff_audience_edit.html", by="administrator")
def edit_audience(audience_id):
    """The rule as a tree that can be changed."""
    audience = accounts.audience(visit().services, audience_id)
    if audience["built_in"] or audience["retired_at"]:
        raise Missing()
    return _writing(audience, draft_of(audience["rule"]))


@page("/staff/audiences/<audience_id>", "staff_audience.html", by="staff")
def staff_audience(audience_id):
    """One of them: its rule, who is in, and for administrators why somebody is or is not."""
    audience = audience_told(accounts.audience(visit().services, audience_id))
    person = (asked("who", LONGEST_NAME) or "").strip()
    administers = visit().who.viewer.has("administrator")
    return {
        "audience": audience,
        "draft": draft_of(audience["rule"]) if audience["rule"] else None,
        "staff": None if audience["built_in"] else Panel(accounts.keepers),
        "names": Made(lambda values: {one["id"]: one["name"] for one in values["staff"] or ()}),
        "words": WORDS,
        "reach": Panel(reached, [audience_id]),
        "personas": Panel(personas.personas, audience_id),
        "shelves": Panel(knowledge.staff_categories) if administers else None,
        "forums": Panel(community.staff_categories) if administers else None,
        "articles": Panel(knowledge.uses, audience_id) if administers else None,
        "topics": Panel(community.uses, audience_id) if administers else None,
        "uses": Made(lambda values: _uses(audience_id, values)),
        "who": person,
        "why": Panel(explained, [audience_id], person) if person and administers else None,
        "field_words": FIELDS,
    }


def _uses(audience_id, values):
    """What demands an audience: categories by name, articles and topics by number; `unsure` where nobody says."""
    trees = {"knowledge": values["shelves"], "community": values["forums"]}
    categories = [
        {"name": one["name"], "of": of}
        for of, tree in trees.items()
        for one in (tree or {"categories": []})["categories"]
        if audience_id in one["audiences"]
    ]
    counts = {name: values[name]["count"] if values[name] else None for name in ("articles", "topics")}
    unsure = None in (*trees.values(), *counts.values())
    return {"categories": categories, **counts, "unsure": unsure, "any": bool(categories or any(counts.values()))}


def in_use(caller, audience_id):
    """What demands this audience, as a sentence, or nothing. Raises Unanswered, since nobody is to guess."""
    values = {
        "shelves": knowledge.staff_categories(caller),
        "forums": community.staff_categories(caller),
        "articles": knowledge.uses(caller, audience_id),
        "topics": community.uses(caller, audience_id),
    }
    found = _uses(audience_id, values)
    names = ", ".join(f"“{one['name']}”" for one in found["categories"])
    parts = [_("the categories %(names)s", names=names)] if names else []
    if found["articles"]:
        parts.append(ngettext("%(num)s article", "%(num)s articles", found["articles"]))
    if found["topics"]:
        parts.append(ngettext("%(num)s topic", "%(num)s topics", found["topics"]))
    return _("It is in use: %(what)s. Nobody could read them.", what=_(" and ").join(parts)) if parts else ""


def _writing(audience, draft):
    return {"audience": audience, "theirs": None, "staff": Panel(accounts.keepers), **drafted(draft)}


def drafted(draft):
    """A draft with whom it would let in, as the builder shows it."""
    return {
        "draft": draft,
        "seen": Panel(whom, draft),
        "words": WORDS,
        "field_words": Made(lambda values: _fields(values["seen"])),
    }


def whom(caller, draft):
    """Whom a draft would let in; `fault` says what is wrong with it as it stands."""
    try:
        rule = draft.rule()
        return draft_told(accounts.preview(caller, rule), rule) | {"fault": ""}
    except Refusal as fault:
        if fault.status != 422:
            raise
        (message, *_) = fault.fields.get("rule") or [fault.detail]
        return accounts.preview(caller, None) | {"fault": fault_told(str(message))}


def _fields(seen):
    own = [one["field"] for one in seen["known"] if one["field"].startswith("attributes.")] if seen else []
    return FIELDS | {name: name.removeprefix("attributes.").replace("_", " ").capitalize() for name in own}


def audiences_to_choose(caller):
    """Those that a thing can demand."""
    return [one for one in every_audience(caller)["items"] if not one["retired_at"]]


def names_of_audiences(caller):
    """All names by id, retired ones included: things may still demand them."""
    return {one["id"]: one["name"] for one in every_audience(caller)["items"]}
