"""The cases of the routes of organisations: they name no thing that has audiences, only who belongs together."""

from leaks.cases import Case
from leaks.routes_common import PAGES

AT, MEMBER = "/v1/organisations/<organisation_id>", "members/<membership_id>"
THERE = "/v1/organisations/<never>"

ORGANISATIONS = (
    Case(f"{PAGES}/organisation", (f"{PAGES}/organisation", f"{PAGES}/organisation?id=<never>")),
    Case("/v1/me/organisations"),
    Case("/v1/organisations", ("/v1/organisations", "/v1/organisations?without=alone"), desk=True),
    Case("/v1/organisations", method="POST", writes=True, desk=True, body="{}"),
    Case(AT, (THERE,), method="PATCH", writes=True, desk=True, body="{}"),
    Case("/v1/me/context", method="POST", writes=True, body='{"organisation_id": "<never>"}'),
    Case(f"{AT}/invitations", (f"{THERE}/invitations",), method="POST", writes=True, body='{"email": "x@x.example"}'),
    Case(
        f"{AT}/invitations/<invitation_id>", (f"{THERE}/invitations/<never>",), method="DELETE", writes=True, body="{}"
    ),
    Case(f"{AT}/{MEMBER}", (f"{THERE}/members/<never>",), method="PATCH", writes=True, body="{}"),
    Case(f"{AT}/{MEMBER}", (f"{THERE}/members/<never>",), method="DELETE", writes=True),
    Case(
        f"{AT}/{MEMBER}/move",
        (f"{THERE}/members/<never>/move",),
        method="POST",
        writes=True,
        body='{"organisation_id": "<never>"}',
    ),
    Case("/v1/invitations/accept", method="POST", writes=True, body='{"token": "nobodys"}'),
    Case("/v1/import/organisations", method="POST", writes=True, body='{"items": []}'),
    Case("/internal/v1/invitations/look", method="POST", writes=True, body="{}"),
    Case("/internal/v1/invitations/join", method="POST", writes=True, body="{}"),
)
