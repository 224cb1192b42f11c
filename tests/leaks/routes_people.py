"""The cases of the routes of accounts and notify."""

from leaks.cases import Case
from leaks.routes_addresses import ADDRESSES
from leaks.routes_common import COMMON, PAGES, PROBES
from leaks.routes_factors import FACTORS
from leaks.routes_holds import HOLDS
from leaks.routes_organisations import ORGANISATIONS
from leaks.routes_personas import PERSONAS
from leaks.routes_places import PLACES
from leaks.routes_profiles import PROFILES
from leaks.routes_tokens import TOKENS

FORECASTS = (
    "/v1/preferences/forecast?kind=category&thing_id={forum}",
    "/v1/preferences/forecast?kind=topic&thing_id={topic}",
    "/v1/preferences/forecast?kind=tag&thing_id=calibration",
)
NOTIFY = (
    *PROBES,
    *COMMON,
    Case(f"{PAGES}/bell", of_others=True, shows=("topic:own",)),
    Case(f"{PAGES}/deliveries", desk=True),
    Case(f"{PAGES}/notifications", of_others=True, shows=("topic:own",)),
    Case("/v1/messages", of_others=True, shows=("topic:own",)),
    Case("/v1/messages/read", method="POST", of_others=True, body='{"until": "<never>"}'),
    Case("/v1/preferences", of_others=True),
    Case("/v1/preferences/forecast", FORECASTS, of_others=True),
    Case(f"{PAGES}/reach/<category_id>", (f"{PAGES}/reach/{{forum}}",), of_others=True),
    Case(f"{PAGES}/told/<topic_id>", (f"{PAGES}/told/{{topic}}",), of_others=True),
    Case("/v1/preferences", method="PUT", of_others=True, body="{}"),
    Case("/v1/preferences/end", method="POST", of_others=True, body="{}"),
    *PLACES,
    Case("/internal/v1/unsubscribe", method="POST", writes=True, body='{"token": "nobodys"}'),
    Case("/internal/v1/unsubscribe/look", method="POST", body='{"token": "nobodys"}'),
)

ACCOUNTS = (
    *PROBES,
    *COMMON,
    *ORGANISATIONS,
    *PERSONAS,
    *PROFILES,
    *ADDRESSES,
    *TOKENS,
    *HOLDS,
    Case(f"{PAGES}/sessions"),
    Case(f"{PAGES}/staff/audiences", desk=True),
    Case(f"{PAGES}/staff/audit", desk=True),
    Case(f"{PAGES}/staff/keepers", desk=True),
    Case(f"{PAGES}/staff/ownerless", desk=True),
    Case(f"{PAGES}/staff/person/<user_id>", (f"{PAGES}/staff/person/{{person}}",), desk=True),
    Case("/internal/v1/audiences/preview", method="POST", desk=True, body='{"rule": {"kind": ["staff"]}}'),
    Case("/internal/v1/audiences/reach", method="POST", desk=True, body='{"audiences": ["a1", "members"]}'),
    Case("/internal/v1/audiences/why", method="POST", desk=True, body='{"audiences": ["a1"], "person": "{person}"}'),
    Case("/internal/v1/people/look", method="POST", desk=True, body='{"items": [{"email": "insider@people.example"}]}'),
    Case("/internal/v1/people/import", method="POST", writes=True, desk=True, body="{}"),
    Case("/internal/v1/views", method="POST", writes=True, desk=True, body='{"user_id": "{person}"}'),
    Case("/internal/v1/views/audience", method="POST", writes=True, desk=True, body='{"audience_id": "a1"}'),
    Case("/v1/audiences", desk=True),
    Case("/v1/audiences/<audience_id>", ("/v1/audiences/a1", "/v1/audiences/a99"), desk=True),
    Case("/v1/audit", desk=True),
    Case("/v1/me"),
    Case("/v1/me/address"),
    Case("/v1/me/claims"),
    Case("/v1/me/exports", method="POST", writes=True, body='{"password": "not it"}'),
    Case("/v1/me/erasure", method="POST", writes=True, body='{"password": "not it"}'),
    Case("/v1/me/sessions"),
    *FACTORS,
    Case("/v1/users", ("/v1/users", "/v1/users?email=insider@people.example"), desk=True),
    Case("/v1/users/<user_id>", ("/v1/users/{person}",), desk=True),
    Case("/v1/audiences", method="POST", writes=True, desk=True, body="{}"),
    Case("/v1/audiences/<audience_id>", ("/v1/audiences/a1",), method="PATCH", writes=True, desk=True, body="{}"),
    Case("/v1/audiences/<audience_id>/retire", ("/v1/audiences/a1/retire",), method="POST", writes=True, desk=True),
    Case("/v1/import/audiences", method="POST", writes=True, body='{"items": []}'),
    Case("/v1/import/users", method="POST", writes=True, body='{"items": []}'),
    Case("/v1/me", method="PATCH", writes=True, body="{}"),
    Case("/v1/me/language", method="POST", writes=True, body="{}"),
    Case("/v1/me/address", method="POST", writes=True, body='{"email": "x@people.example", "password": "not it"}'),
    Case("/v1/me/address", method="DELETE", writes=True),
    Case("/v1/me/sessions/<session_id>", ("/v1/me/sessions/{session}",), method="DELETE", writes=True),
    Case("/v1/me/sessions/end-others", method="POST", excused="it names nothing, and ends one's own sessions alone"),
    Case("/v1/users/<user_id>", ("/v1/users/{person}",), method="PATCH", writes=True, desk=True, body="{}"),
    *(
        Case(f"/internal/v1/{door}", method="POST", writes=True, body="{}")
        for door in (
            "addresses",
            "links/look",
            "password-resets",
            "passwords",
            "receipts/look",
            "registrations",
            "sessions",
            "sign-out",
            "verifications",
            "views/stop",
            "whoami",
        )
    ),
)
