"""Audiences: who is in, and writing their rules."""

from gateway.asked import asked
from gateway.panels import Made, Panel, page
from gateway.rule_draft import FIELDS, WORDS, blank, draft_of
from gateway.upstream import accounts
from gateway.upstream.port import Refusal
from gateway.visit import visit
from portalkit.errors import Missing

LONGEST_NAME = 254


@page("/staff/audiences", "staff_audiences.html", by="staff")
def staff_audiences():
    """All of them, with their rules in words."""
    return {"view": Panel(accounts.audiences, need=True, gives=("items",))}


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
    audience = accounts.audience(visit().services, audience_id)
    person = (asked("who", LONGEST_NAME) or "").strip()
    administers = visit().who.viewer.has("administrator")
    return {
        "audience": audience,
        "draft": draft_of(audience["rule"]) if audience["rule"] else None,
        "words": WORDS,
        "reach": Panel(accounts.reach, [audience_id]),
        "who": person,
        "why": Panel(accounts.why, [audience_id], person) if person and administers else None,
        "field_words": FIELDS,
    }


def _writing(audience, draft):
    return {"audience": audience, "theirs": None, **drafted(draft)}


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
        return accounts.preview(caller, draft.rule()) | {"fault": ""}
    except Refusal as fault:
        if fault.status != 422:
            raise
        (message, *_) = fault.fields.get("rule") or [fault.detail]
        return accounts.preview(caller, None) | {"fault": str(message)}


def _fields(seen):
    own = [one["field"] for one in seen["known"] if one["field"].startswith("attributes.")] if seen else []
    return FIELDS | {name: name.removeprefix("attributes.").replace("_", " ").capitalize() for name in own}


def audiences_to_choose(caller):
    """Those that a thing can demand."""
    return [one for one in accounts.audiences(caller)["items"] if not one["retired_at"]]


def names_of_audiences(caller):
    """All names by id, retired ones included: things may still demand them."""
    return {one["id"]: one["name"] for one in accounts.audiences(caller)["items"]}
