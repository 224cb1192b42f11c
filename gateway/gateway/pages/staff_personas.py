"""Personas: whom the portal is for, with how many they are, what they need, and what they look for."""

from gateway.audience_words import audience_told
from gateway.pages.staff_audiences import audiences_to_choose
from gateway.panels import Made, Panel, page
from gateway.upstream import accounts, knowledge
from gateway.upstream import personas as upstream
from gateway.visit import visit

DAYS = 30
BLANK = {"id": None, "name": "", "description": "", "audience": {"id": ""}, "needs": [], "tasks": [], "owner": None}


@page("/staff/personas", "staff_personas.html", by="staff")
def staff_personas():
    """All of them, by name."""
    return {"view": Panel(_every, need=True, gives=("items",))}


@page("/staff/personas/new", "staff_persona_edit.html", by="administrator")
def new_persona():
    """A blank one."""
    return _writing(BLANK)


@page("/staff/personas/<persona_id>/edit", "staff_persona_edit.html", by="administrator")
def edit_persona(persona_id):
    """One, to be changed."""
    return _writing(upstream.persona(visit().services, persona_id))


@page("/staff/personas/<persona_id>", "staff_persona.html", by="staff")
def staff_persona(persona_id):
    """One, and for those who write articles what its people search and do not find."""
    persona = _told(upstream.persona(visit().services, persona_id))
    reads = visit().who.viewer.roles.intersection(("administrator", "author"))
    shown = reads and persona["counted"]
    return {
        "persona": persona,
        "reads": bool(reads),
        "days": DAYS,
        "searches": Panel(knowledge.searches_of, persona["audience"]["id"], DAYS) if shown else None,
    }


def _every(caller):
    return {"items": [_told(one) for one in upstream.personas(caller)["items"]]}


def _told(persona):
    """A persona with its audience in words."""
    return persona | {"audience": audience_told(persona["audience"])}


def _writing(persona):
    return {
        "persona": persona,
        "audiences": Panel(_to_bind),
        "staff": Panel(accounts.keepers),
        "lines": Made(lambda values: task_lines(persona["tasks"])),
    }


def task_lines(tasks):
    """Tasks as one writes them."""
    return "\n".join(f"{task['label']}: {task['path']}" for task in tasks)


def _to_bind(caller):
    """The audiences that a persona can stand for: nobody counts visitors."""
    return [one for one in audiences_to_choose(caller) if one["id"] != "everyone"]
