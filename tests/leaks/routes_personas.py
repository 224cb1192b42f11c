"""The cases of personas: staff's alone; what is searched there is told of no one person."""

from leaks.cases import Case
from leaks.routes_common import form

ALL, ONE, THERE = "/v1/personas", "/v1/personas/<persona_id>", "/v1/personas/<never>"
PAGE, NEVER = "/staff/personas/<persona_id>", "/staff/personas/<never>"
SENT = "name=N&audience_id=a1&version=1"

PERSONAS = (
    Case(ALL, (ALL, f"{ALL}?audience_id=a1"), desk=True),
    Case(ALL, method="POST", writes=True, desk=True, body="{}"),
    Case(ONE, (THERE,), desk=True),
    Case(ONE, (THERE,), method="PATCH", writes=True, desk=True, body="{}"),
    Case(ONE, (THERE,), method="DELETE", writes=True, desk=True),
    Case("/internal/v1/personas/counted", desk=True),
)
PERSONA_PAGES = (
    Case("/staff/personas", desk=True),
    Case("/staff/personas/new", desk=True),
    Case(PAGE, (NEVER,), desk=True),
    Case(f"{PAGE}/edit", (f"{NEVER}/edit",), desk=True),
)
PERSONA_FORMS = (
    form("/staff/personas/new", "/staff/personas/new", SENT, desk=True),
    form(f"{PAGE}/edit", f"{NEVER}/edit", SENT, desk=True),
    form(f"{PAGE}/delete", f"{NEVER}/delete", desk=True),
)
