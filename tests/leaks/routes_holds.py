"""The cases of holds: administrators' alone, on their desk."""

from leaks.cases import Case
from leaks.routes_common import form

ALL, THERE = "/v1/users/<user_id>/holds", "/v1/users/{person}/holds"
PAGE, NEVER = "/staff/people/<user_id>/holds", "/staff/people/<person:insider>/holds"

HOLDS = (
    Case("/v1/holds", desk=True),
    Case(ALL, (THERE,), desk=True),
    Case(ALL, (THERE,), method="POST", writes=True, desk=True, body="{}"),
    Case(f"{ALL}/<hold_id>", (f"{THERE}/<never>",), method="DELETE", writes=True, desk=True),
)
HOLD_PAGES = (
    Case("/staff/people/holds", desk=True),
    form(PAGE, NEVER, "ground=&note=&until=", desk=True),
    form(f"{PAGE}/lift", f"{NEVER}/lift", "hold_id=<never>", desk=True),
)
