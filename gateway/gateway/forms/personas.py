"""Making, changing and deleting personas."""

from gateway.forms.form import form
from gateway.pages.staff_personas import edit_persona, new_persona, staff_persona
from gateway.responses import done
from gateway.upstream import personas
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid

TAKES = ("name", "description", "audience_id", "needs", "tasks", "owner_id")


@form("/staff/personas/new", by="administrator", takes=TAKES, again=new_persona)
def create_persona(sent):
    """It stands for whoever is in its audience, now and later."""
    made = personas.create(visit().services, _body(sent), sent.key)
    return done(_at(made["id"]), _("The persona is there."))


@form("/staff/personas/<persona_id>/edit", by="administrator", takes=TAKES, again=edit_persona)
def change_persona(sent, persona_id):
    """What is said of it, or whom it stands for."""
    personas.change(visit().services, persona_id, _body(sent), sent.version)
    return done(_at(persona_id), _("Saved."))


@form("/staff/personas/<persona_id>/delete", by="administrator", again=staff_persona)
def delete_persona(sent, persona_id):
    """Its audience stays as it is."""
    personas.delete(visit().services, persona_id)
    return done("/staff/personas", _("Deleted. Its audience is as it was."))


def _at(persona_id):
    return f"/staff/personas/{quoted(persona_id)}"


def _body(sent):
    """A persona as it was typed. Raises Invalid."""
    body = {name: sent[name].strip() for name in ("name", "description", "audience_id")}
    needs, tasks = _lines(sent["needs"]), [_task(line) for line in _lines(sent["tasks"])]
    return body | {"needs": needs, "tasks": tasks, "owner_id": sent["owner_id"] or None}


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def _task(line):
    """A line of `what: /page`. Raises Invalid."""
    label, colon, path = line.rpartition(":")
    if not (colon and label.strip() and path.strip()):
        raise Invalid({"tasks": [_("“%(line)s” is no line of the form task: /page.", line=line[:40])]})
    return {"label": label.strip(), "path": path.strip()}
