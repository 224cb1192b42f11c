"""The cases of community's routes about points, and who has most of them."""

from leaks.cases import Case
from leaks.people import FORUMS
from leaks.routes_common import PAGES

RECOGNITION = (
    Case(
        f"{PAGES}/leaderboard",
        (f"{PAGES}/leaderboard?category={{forum}}", f"{PAGES}/leaderboard?when=all"),
        shows=FORUMS,
    ),
    Case(f"{PAGES}/staff/recognition", desk=True),
    Case("/v1/recognition/rules", method="PUT", writes=True, desk=True, body='{"kinds": [], "pair_cap": 5}'),
    Case("/v1/recognition/listed", method="PUT", writes=True, desk=True, body='{"listed": true}'),
)
