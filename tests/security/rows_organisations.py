"""Who may do what with organisations. Whoever does not belong to one finds that there is none."""

from typing import Any

from security.scene import MEMBERS

AT, MEMBER = "/v1/organisations/{organisation_id}", "members/{membership_id}"
JOIN = {"token": "x", "name": "N", "password": "wet herons on seven jetties"}
COMPANY = {"external_id": "x", "name": "X", "kind": "company"}


def organisations(row: Any) -> dict[str, Any]:
    """The rows, each made by `row`."""
    administrators, gateway, decide = ("administrator",), ("gateway",), ("owner", "administrator")
    return {
        "GET /internal/v1/pages/organisation": row(MEMBERS),
        "POST /internal/v1/invitations/look": row(gateway, {"token": "x"}),
        "POST /internal/v1/invitations/join": row(gateway, JOIN, (409,)),
        "POST /v1/invitations/accept": row(MEMBERS, {"token": "x"}, (409,)),
        "POST /v1/import/organisations": row(("importer",), {"items": [COMPANY]}),
        "GET /v1/me/organisations": row(MEMBERS),
        "POST /v1/me/context": row(MEMBERS, {"organisation_id": None}),
        "GET /v1/organisations": row(administrators),
        "POST /v1/organisations": row(administrators, {"name": "O", "kind": "company"}, (201, 422)),
        f"PATCH {AT}": row(administrators, {"region": "north"}, reaches=administrators),
        **{
            operation: row(decide, body, answers, others=404, reaches=administrators)
            for operation, body, answers in (
                (f"POST {AT}/invitations", {"email": "x@x.example"}, (201, 429)),
                (f"DELETE {AT}/invitations/{{invitation_id}}", None, (204,)),
                (f"PATCH {AT}/{MEMBER}", {"title": "Treasurer"}, (200,)),
                (f"DELETE {AT}/{MEMBER}", None, (204,)),
                (f"POST {AT}/{MEMBER}/move", {"organisation_id": "<organisation>"}, (409,)),
            )
        },
    }
