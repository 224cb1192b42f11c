"""Who may do what with messages, and with where they go."""

from typing import Any

from security.scene import MEMBERS, STAFF

PAGES = "/internal/v1/pages"


def notify(row: Any) -> dict[str, Any]:
    """The rows, each made by `row`."""
    anyone, member, administrators = ("visitor", *MEMBERS), MEMBERS, ("administrator",)
    return {
        f"GET {PAGES}/bell": row(member),
        f"GET {PAGES}/deliveries": row(administrators),
        f"GET {PAGES}/notifications": row(member),
        "POST /internal/v1/deliveries/{message_id}/again": row(administrators, answers=(409,), reaches=administrators),
        "POST /internal/v1/places": row(member, {"channel": "pigeon", "name": "x", "data": {"x": "x"}}, (409,)),
        "DELETE /internal/v1/places/{place_id}": row(("owner",), others=404),
        "POST /internal/v1/unsubscribe": row(anyone, {"token": "x"}, (422,)),
        "POST /internal/v1/unsubscribe/look": row(anyone, {"token": "x"}, (422,)),
        "GET /v1/messages": row(member),
        "POST /v1/messages/read": row(member, {"until": "019af000-0000-7000-8000-000000000000"}),
        "GET /v1/preferences": row(member),
        "GET /v1/preferences/forecast": row(member, answers=(422,)),
        f"GET {PAGES}/reach/{{category_id}}": row(tuple(STAFF), answers=(404,)),
        f"GET {PAGES}/told/{{topic_id}}": row(member, answers=(404,)),  # nobody told it of topics here
        "PUT /v1/preferences": row(member, {"choices": [], "digest": "daily", "zone": "Nowhere"}, (422,)),
        "POST /v1/preferences/mail-again": row(member),
        "POST /v1/preferences/end": row(member, {"kind": "nowhere"}, (422,)),
    }
