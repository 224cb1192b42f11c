"""Who may do what with contests, ideas, messages, rewards and internal notes."""

from typing import Any

from security.scene import MEMBERS, STAFF

PAGES = "/internal/v1/pages"
REWARD = {"title": "T", "body": "B", "cost": 5, "starts_at": "2026-01-01T00:00:00Z", "audiences": ["members"]}
KEEPERS = ("moderator", "administrator")
CHANGED_CONTEST = {"title": "T", "body": "B", "ends_at": "2099-01-01T00:00:00Z"}
CONTEST = CHANGED_CONTEST | {"starts_at": "2026-01-01T00:00:00Z", "kinds": ["voted"]}


def exchange(row: Any) -> dict[str, Any]:
    """The rows of community's routes."""
    anyone = ("visitor", *MEMBERS)
    return {
        f"GET {PAGES}/contests": row(anyone),
        f"GET {PAGES}/contest/{{contest_id}}": row(anyone),
        "POST /v1/contests": row(KEEPERS, CONTEST),
        "PATCH /v1/contests/{contest_id}": row(KEEPERS, CHANGED_CONTEST),
        f"GET {PAGES}/messages": row(MEMBERS),
        f"GET {PAGES}/messages/{{person_id}}": row(MEMBERS, None, (200, 404)),
        f"GET {PAGES}/message/{{message_id}}": row(("owner",), others=404),
        "POST /v1/people/{person_id}/messages": row(MEMBERS, {"body": "B"}, (201, 404, 409)),
        "POST /v1/people/{person_id}/messages/read": row(MEMBERS, {"until": "x"}, (204, 404)),
        "PUT /v1/people/{person_id}/blocked": row(MEMBERS, {"blocked": False}, (200, 404, 409)),
        "POST /v1/messages/{message_id}/flags": row(("owner",), {"reason": "spam"}, others=404),
        "GET /v1/moderation/messages": row(("moderator",)),
        "POST /v1/messages/{message_id}/flags/settle": row(("moderator",), {"outcome": "dismissed"}, (404,)),
        f"GET {PAGES}/rewards": row(MEMBERS),
        f"GET {PAGES}/reward/{{reward_id}}": row(MEMBERS, None, (404,)),
        "POST /v1/rewards": row(KEEPERS, REWARD),
        "PATCH /v1/rewards/{reward_id}": row(KEEPERS, REWARD, (404,)),
        "POST /v1/rewards/{reward_id}/redemptions": row(MEMBERS, {"cost": 5}, (404,)),
        f"GET {PAGES}/staff/redemptions": row(KEEPERS),
        "PUT /v1/redemptions/{redemption_id}/outcome": row(KEEPERS, {"outcome": "fulfilled"}, (404,)),
        f"GET {PAGES}/ideas": row(anyone),
        f"GET {PAGES}/staff/asking": row(("editor", *KEEPERS)),
        "POST /internal/v1/asking": row(MEMBERS, {"step": "shown"}),
        f"GET {PAGES}/topic/{{topic_id}}/internal-notes": row(tuple(STAFF)),
        "POST /internal/v1/topics/{topic_id}/internal-notes": row(tuple(STAFF), {"note": "N"}),
        "DELETE /internal/v1/internal-notes/{note_id}": row(("moderator",)),
        "PUT /v1/topics/{topic_id}/idea": row(KEEPERS, {"state": "planned", "reason": "R"}, (409,)),
    }
