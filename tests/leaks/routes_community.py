"""The cases of community's own routes."""

from leaks.cases import Case
from leaks.people import CLOSED_REPLIES, CLOSED_TOPICS, DECISIONS, FORUMS
from leaks.routes_common import COMMON, PAGES, PROBES
from leaks.routes_exchange import EXCHANGE
from leaks.routes_internal_notes import INTERNAL
from leaks.routes_recognition import RECOGNITION

LATEST_TOPICS = ("topic:own", "topic:asked", "topic:closed")  # among the latest five
STATES = ("open", "answered", "solved", "mine", "followed")
OF_A_WORD = "it names a word, whether anything has it or not, and is a wish of one's own"
TOPIC_LISTS = (
    "",
    "?category={forum}",
    "?kind=question&category={forum}",
    "?tag=gauge",
    "?state=new&since=2026-01-01T00:00:00Z&category={forum}",
    *(f"?state={state}" for state in STATES),
    *(f"?state={state}&category=<{forum}>" for state in STATES for forum in ("forum:questions", "forum:closed")),
)
COMMUNITY = (
    *PROBES,
    *COMMON,
    *RECOGNITION,
    *EXCHANGE,
    *INTERNAL,
    Case(f"{PAGES}/ask", shows=FORUMS),
    Case(f"{PAGES}/following", shows=("topic:own", "topic:closed")),
    Case(
        "/v1/tags/<tag>/following", ("/v1/tags/gauge/following",), method="PUT", desk=True, body='{"following": true}'
    ),
    Case(
        f"{PAGES}/names",
        tuple(
            f"{PAGES}/names?typed={typed}" for typed in ("outsider", "insider&topic={topic}", "answerer&topic={topic}")
        ),
    ),
    Case(
        f"{PAGES}/person/<id>",
        tuple(f"{PAGES}/person/{who}" for who in ("{person}", "<person:asker>", "<person:answerer>")),
        shows=CLOSED_TOPICS,
    ),
    Case(f"{PAGES}/recent", shows=LATEST_TOPICS),
    Case(f"{PAGES}/reply/<id>", (f"{PAGES}/reply/{{reply}}",), shows=CLOSED_REPLIES),
    Case(f"{PAGES}/sitemap", shows=CLOSED_TOPICS),
    Case(f"{PAGES}/staff/ownerless", desk=True),
    Case(f"{PAGES}/staff/uses/<audience_id>", (f"{PAGES}/staff/uses/a1", f"{PAGES}/staff/uses/a99"), desk=True),
    Case(
        f"{PAGES}/staff/topic/<topic_id>/demands",
        (f"{PAGES}/staff/topic/{{topic}}/demands",),
        desk=True,
        shows=CLOSED_TOPICS,
        by="keeper",
    ),
    Case(f"{PAGES}/staff/categories", desk=True, shows=FORUMS, by="keeper"),
    Case(f"{PAGES}/topic/<id>", (f"{PAGES}/topic/{{topic}}",), shows=(*CLOSED_TOPICS, *CLOSED_REPLIES)),
    Case(f"{PAGES}/topics", tuple(f"{PAGES}/topics{query}" for query in TOPIC_LISTS), shows=(*CLOSED_TOPICS, *FORUMS)),
    Case("/internal/v1/preview", method="POST", desk=True, body='{"body": "B"}'),
    Case(
        "/internal/v1/visible",
        method="POST",
        body='{"things": [{"kind": "topic", "id": "{topic}"}]}',
        shows=CLOSED_TOPICS,
    ),
    Case(
        "/internal/v1/visible",
        method="POST",
        body='{"things": [{"kind": "reply", "id": "{reply}"}]}',
        shows=CLOSED_REPLIES,
    ),
    Case(
        "/internal/v1/visible",
        method="POST",
        body='{"things": [{"kind": "decision", "id": "{decision}"}]}',
        shows=DECISIONS,
        by="keeper",
    ),
    Case("/v1/decisions/<decision_id>", ("/v1/decisions/{decision}",), shows=DECISIONS, by="keeper"),
    Case("/v1/moderation/appeals", shows=("topic:hidden", "reply:hidden"), by="keeper"),
    Case("/v1/moderation/held"),
    Case("/v1/moderation/flags", shows=("topic:mine", "reply:own", "reply:closed"), by="keeper"),
    Case("/v1/topics/<topic_id>/history", ("/v1/topics/{topic}/history",), shows=CLOSED_TOPICS, by="keeper"),
    Case("/v1/replies/<reply_id>/history", ("/v1/replies/{reply}/history",), shows=CLOSED_REPLIES, by="keeper"),
    Case("/v1/categories", shows=FORUMS),
    Case("/v1/categories/<category_id>", ("/v1/categories/{forum}",), shows=FORUMS),
    Case("/v1/replies/<reply_id>", ("/v1/replies/{reply}",), shows=CLOSED_REPLIES),
    Case("/v1/topics", tuple(f"/v1/topics{query}" for query in TOPIC_LISTS), shows=CLOSED_TOPICS),
    Case("/v1/topics/<topic_id>", ("/v1/topics/{topic}",), shows=CLOSED_TOPICS),
    Case(
        "/v1/topics/<topic_id>/replies",
        ("/v1/topics/{topic}/replies", "/v1/topics/<topic:0>/replies?order=votes"),
        shows=CLOSED_REPLIES,
    ),
    Case("/v1/categories", method="POST", writes=True, desk=True, body='{"name": "N", "parent_id": "{forum}"}'),
    Case(
        "/v1/categories/<category_id>",
        ("/v1/categories/{forum}",),
        method="PATCH",
        writes=True,
        desk=True,
        body='{"name": "N", "description": "", "audiences": []}',
    ),
    Case(
        "/v1/categories/<category_id>/following",
        ("/v1/categories/{forum}/following",),
        method="PUT",
        writes=True,
        body='{"following": true}',
    ),
    Case("/v1/import/categories", method="POST", writes=True, body='{"items": []}'),
    Case("/v1/import/topics", method="POST", writes=True, body='{"items": []}'),
    Case("/v1/replies/<reply_id>", ("/v1/replies/{reply}",), method="PATCH", writes=True, body='{"body": "B"}'),
    Case(
        "/v1/replies/<reply_id>/hidden",
        ("/v1/replies/{reply}/hidden",),
        method="PUT",
        writes=True,
        body='{"hidden": true, "reason": "R"}',
    ),
    Case(
        "/v1/replies/<reply_id>/vote",
        ("/v1/replies/{reply}/vote",),
        method="PUT",
        writes=True,
        body='{"helpful": true}',
    ),
    Case(
        "/v1/replies/<reply_id>/flags",
        ("/v1/replies/{reply}/flags",),
        method="POST",
        writes=True,
        body='{"reason": "spam"}',
    ),
    Case("/v1/replies/<reply_id>/flags/dismiss", ("/v1/replies/{reply}/flags/dismiss",), method="POST", writes=True),
    Case(
        "/v1/decisions/<decision_id>/appeal",
        ("/v1/decisions/{decision}/appeal",),
        method="POST",
        writes=True,
        body='{"text": "T"}',
    ),
    Case(
        "/v1/decisions/<decision_id>/outcome",
        ("/v1/decisions/{decision}/outcome",),
        method="PUT",
        writes=True,
        body='{"outcome": "reversed"}',
    ),
    Case("/v1/topics", method="POST", writes=True, body='{"category_id": "{forum}", "title": "T", "body": "B"}'),
    Case(
        "/v1/topics/<topic_id>",
        ("/v1/topics/{topic}",),
        method="PATCH",
        writes=True,
        body='{"title": "T", "body": "B"}',
    ),
    Case(
        "/v1/topics/<topic_id>/accepted",
        ("/v1/topics/<topic:0>/accepted",),
        method="PUT",
        writes=True,
        body='{"reply_id": "{reply}"}',
    ),
    *(
        Case(f"/v1/topics/<topic_id>/{what}", (f"/v1/topics/{{topic}}/{what}",), method=method, writes=True, body=body)
        for what, method, body in (
            ("accepted", "PUT", '{"reply_id": "{reply}"}'),
            ("audiences", "PUT", '{"audiences": []}'),
            ("following", "PUT", '{"following": true}'),
            ("flags", "POST", '{"reason": "spam"}'),
            ("flags/dismiss", "POST", ""),
            ("hidden", "PUT", '{"hidden": true, "reason": "R"}'),
            ("locked", "PUT", '{"locked": true}'),
            ("pinned", "PUT", '{"pinned": true}'),
            ("merged", "PUT", '{"into_id": "{topic}"}'),
            ("split", "POST", '{"title": "T", "reply_ids": ["{reply}"], "version": 1}'),
            ("category", "PUT", '{"category_id": "<forum:questions>"}'),
            ("vote", "PUT", '{"helpful": true}'),
            ("replies", "POST", '{"body": "B"}'),
        )
    ),
)
