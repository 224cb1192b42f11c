"""What the gateway asks of community about points, and who has most of them."""

from typing import Any

from gateway.upstream.caller import Caller

SERVICE = "community"
PAGES = "/internal/v1/pages"


def leaderboard(caller: Caller, when: str | None, category: str | None, audience: str | None = None) -> Any:
    """Who has most points of a time: {when, since, category, categories, audience, audiences, items}."""
    return caller.read(SERVICE, f"{PAGES}/leaderboard", {"when": when, "category": category, "audience": audience})


def staff(caller: Caller) -> Any:
    """What gives points, what did not, and who plays: {rules, levels, refused, rings, self_votes, boards}."""
    return caller.read(SERVICE, f"{PAGES}/staff/recognition")


def change_rules(caller: Caller, body: dict[str, Any], version: str) -> None:
    """Let other rules hold: {kinds, pair_cap}."""
    caller.change(SERVICE, "/v1/recognition/rules", body, version, "PUT")


def change_levels(caller: Caller, body: dict[str, Any], version: str) -> None:
    """Let levels ask for and open other things: {levels, lost_days}."""
    caller.change(SERVICE, "/v1/recognition/levels", body, version, "PUT")


def choose_boards(caller: Caller, things: list[dict[str, str]]) -> None:
    """Let these audiences have a leaderboard of their own, each {audience, name}."""
    caller.act(SERVICE, "/v1/recognition/boards", {"items": things}, "PUT")


def choose_listed(caller: Caller, listed: bool) -> None:
    """Be listed among those who help most, or not."""
    caller.act(SERVICE, "/v1/recognition/listed", {"listed": listed}, "PUT")
