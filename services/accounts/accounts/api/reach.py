"""Who is in, and why: counts and samples for those who write rules or demand audiences, reasons for administrators."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from accounts.api.audiences import described
from accounts.api.schemas.reach import BecauseSchema, DemandSchema, DraftSchema, PreviewSchema, ReachSchema, WhySchema
from accounts.model.audience import BUILT_IN, Rules
from accounts.model.reason import by_name, inside, traits, verdict_of
from accounts.model.rule import FIELDS, check, compiled, leaves
from accounts.model.user import User
from accounts.store import audiences, users
from portalkit.database import Reading
from portalkit.rule_words import clause, sentence
from portalkit.viewer import EVERYONE, Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("reach", __name__, description="Who is in audiences, and why")
COUNTED = 20_000  # people; with more it would take too long to wait for
SAMPLE = 10
NONE = {"rule": None, "words": "There is no such audience."}
MOST_KNOWN = 200  # values of one field
# Fields whose values are always the same.
UNKNOWABLE = ("kind", "roles", "partner", "organisation_kind", "organisation_role")


@blueprint.asks("/internal/v1/audiences/preview", by="administrator", takes=DraftSchema, gives=PreviewSchema)
def preview(db: Reading, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Whom a rule would let in, before it is saved, and what values there are."""
    rule = body["rule"]
    if rule is not None:
        check(rule)
    people = _active(db)
    shown = {"words": sentence(rule) if rule else "", "people": None, "everybody": None, "sample": []}
    if people is None:
        return shown | {"conditions": [], "known": []}
    known = [{"field": field, "values": values} for field, values in _known(people).items()]
    if rule is None:
        return shown | {"everybody": len(people), "conditions": [], "known": known}
    asked = [traits(one) for one in people]
    found = by_name(one for one, fits in zip(people, map(compiled(rule), asked), strict=True) if fits)
    tests = [(leaf, compiled(leaf)) for leaf in leaves(rule)]
    return shown | {
        "people": len(found),
        "everybody": len(people),
        "sample": _sample(found),
        "conditions": [
            {"words": clause(leaf, False), "leaf": leaf, "people": sum(map(test, asked))} for leaf, test in tests
        ],
        "known": known,
    }


@blueprint.asks("/internal/v1/audiences/reach", by="staff", takes=DemandSchema, gives=ReachSchema)
def reach(db: Reading, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Who is in all of these audiences."""
    demanded = body["audiences"]
    if set(demanded) == {EVERYONE}:
        return {"everyone": True, "people": None, "sample": [], "demands": _named(db, demanded, {})}
    people = _active(db)
    if people is None:
        return {"everyone": False, "people": None, "sample": [], "demands": _named(db, demanded, {})}
    rules = _rules(db, demanded)
    found = inside(people, demanded, rules)
    numbers = {id: len(inside(people, (id,), rules)) for id in demanded if id != EVERYONE}
    named = _named(db, demanded, numbers)
    return {"everyone": False, "people": len(found), "sample": _sample(found), "demands": named}


@blueprint.asks("/internal/v1/audiences/why", by="administrator", takes=WhySchema, gives=BecauseSchema)
def why(db: Reading, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Why a person is in all of these audiences, or not: the conditions that decide."""
    found = _meant(db, body["person"].strip())
    if len(found) != 1:
        candidates = [{"id": one.id, "name": one.name, "email": one.email} for one in found]
        return {"person": None, "candidates": candidates, "inside": False, "demands": []}
    person = found[0]
    rules = dict(audiences.rules(db))
    demands = []
    for one in _named(db, body["audiences"], {}):
        verdict = verdict_of(person, one["id"], rules.get(one["id"]))
        reasons = [asdict(each) for each in verdict.reasons]
        shown = {name: one[name] for name in ("id", "name", "words", "rule")}
        demands.append(shown | {"inside": verdict.inside, "reasons": reasons})
    return {
        "person": {name: getattr(person, name) for name in ("id", "name", "email", "organisation", "kind", "state")},
        "candidates": [],
        "inside": all(one["inside"] for one in demands),
        "demands": demands,
    }


def _active(db: Reading) -> list[User] | None:
    """Everybody who can be in an audience, unless there are too many to look at."""
    if users.count(db) > COUNTED:
        return None
    return [one for one in users.everybody(db) if one.state == "active"]


def _sample(found: list[User]) -> list[dict[str, str]]:
    return [{"id": one.id, "name": one.name} for one in found[:SAMPLE]]


def _rules(db: Reading, ids: Iterable[str]) -> Rules:
    wanted = set(ids)
    return Rules.of((id, rule) for id, rule in audiences.rules(db) if id in wanted)


def _named(db: Reading, ids: Collection[str], numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Audiences with names and sentences; an id that none has stands for itself."""
    known: dict[str, dict[str, Any]] = {
        one.id: described(one) for one in (*BUILT_IN, *audiences.everything(db)) if one.id in ids
    }
    return [
        {name: one[name] for name in ("id", "name", "words", "rule")} | {"people": numbers.get(one["id"])}
        for one in (known.get(id) or {"id": id, "name": id} | NONE for id in ids)
    ]


def _meant(db: Reading, text: str) -> list[User]:
    """Who may be meant by an id, an address, or a part of a name."""
    exact = users.find(db, text)
    if exact is not None:
        return [exact]
    found = users.page(db, None, None, SAMPLE, text)
    whole = [one for one in found if text.casefold() in (one.email.casefold(), one.name.casefold())]
    return whole if len(whole) == 1 else found


def _known(people: list[User]) -> dict[str, list[str]]:
    """The values that people have in each field, those of the portal's own attributes included."""
    found: dict[str, set[str]] = {field: set() for field in FIELDS if field not in UNKNOWABLE}
    for one in people:
        asked = traits(one)
        of_person = {"organisation": asked.organisation, **asked.attributes}
        of_person |= {f"attributes.{name}": value for name, value in of_person.pop("custom", {}).items()}
        for field, value in of_person.items():
            if field not in UNKNOWABLE and value:
                found.setdefault(field, set()).update(value if isinstance(value, list) else (str(value),))
    return {field: sorted(values)[:MOST_KNOWN] for field, values in sorted(found.items())}
