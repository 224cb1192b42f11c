"""What the gateway asks of community about contests."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "community"
PAGES = "/internal/v1/pages"


def every(caller: Caller) -> Any:
    """The contests: {items, categories, can_make}."""
    return caller.read(SERVICE, f"{PAGES}/contests")


def one(caller: Caller, contest_id: str) -> Any:
    """A contest with its standing: {contest, items}."""
    return caller.read(SERVICE, f"{PAGES}/contest/{quoted(contest_id)}")


def make(caller: Caller, body: dict[str, Any], key: str) -> Any:
    """Make one from {title, body, starts_at, ends_at, category_id, kinds}; the contest."""
    return caller.create(SERVICE, "/v1/contests", body, key)


def change(caller: Caller, contest_id: str, body: dict[str, Any], version: str) -> None:
    """Change its {title, body, ends_at}."""
    caller.change(SERVICE, f"/v1/contests/{quoted(contest_id)}", body, version)
