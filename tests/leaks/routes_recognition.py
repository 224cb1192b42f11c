"""The cases of community's routes about points, and who has most of them."""

from leaks.cases import Case
from leaks.people import FORUMS
from leaks.routes_common import PAGES

CONTEST = (
    '{"title": "T", "body": "B", "starts_at": "2026-01-01T00:00:00Z", "ends_at": "2099-01-01T00:00:00Z", '
    '"category_id": "{forum}", "kinds": ["voted"]}'
)
READS = {"method": "POST", "writes": True, "body": '{"writing": true}'}
# One that everybody here is outside of, one that some are in, and one that never was.
AMONG = tuple(f"{PAGES}/leaderboard?when=all&audience={audience}" for audience in ("a1", "a2", "a3", "a99"))
RECOGNITION = (
    Case(
        f"{PAGES}/leaderboard",
        (f"{PAGES}/leaderboard?category={{forum}}", f"{PAGES}/leaderboard?when=all", *AMONG),
        shows=FORUMS,
    ),
    Case(f"{PAGES}/contests", shows=FORUMS),
    Case(f"{PAGES}/contest/<contest_id>", (f"{PAGES}/contest/<never>",)),
    Case("/v1/contests", method="POST", writes=True, desk=True, body=CONTEST),
    Case("/v1/contests/<contest_id>", ("/v1/contests/<never>",), method="PATCH", writes=True, desk=True, body="{}"),
    Case(f"{PAGES}/staff/recognition", desk=True),
    Case("/v1/recognition/rules", method="PUT", writes=True, desk=True, body='{"kinds": [], "pair_cap": 5}'),
    Case("/v1/recognition/boards", method="PUT", writes=True, desk=True, body='{"items": [{"audience": "members"}]}'),
    Case("/v1/recognition/levels", method="PUT", writes=True, desk=True, body='{"levels": [], "lost_days": 1}'),
    Case("/v1/recognition/listed", method="PUT", writes=True, desk=True, body='{"listed": true}'),
    # Each who asks is one whom the next is told of, so only what is closed is asked for.
    Case("/internal/v1/topics/<topic_id>/readers", ("/internal/v1/topics/{topic}/readers",), **READS),
    Case("/internal/v1/asking", method="POST", writes=True, desk=True, body='{"step": "shown"}'),
    Case(f"{PAGES}/staff/asking", desk=True),
    Case("/v1/readers/named", method="PUT", writes=True, desk=True, body='{"named": true}'),
)
