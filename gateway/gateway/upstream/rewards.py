"""What the gateway asks of community about rewards."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "community"
PAGES = "/internal/v1/pages"


def every(caller: Caller) -> Any:
    """The catalogue: {items, balance, mine, can_make}."""
    return caller.read(SERVICE, f"{PAGES}/rewards")


def one(caller: Caller, reward_id: str) -> Any:
    """A reward: {reward, balance, had}."""
    return caller.read(SERVICE, f"{PAGES}/reward/{quoted(reward_id)}")


def make(caller: Caller, body: dict[str, Any], key: str) -> Any:
    """Make one from {title, body, cost, stock, per_person, starts_at, ends_at, audiences}; the reward."""
    return caller.create(SERVICE, "/v1/rewards", body, key)


def change(caller: Caller, reward_id: str, body: dict[str, Any], version: str) -> None:
    """Change all of the same."""
    caller.change(SERVICE, f"/v1/rewards/{quoted(reward_id)}", body, version)


def redeem(caller: Caller, reward_id: str, body: dict[str, Any], key: str) -> None:
    """Give points for one: {cost}."""
    caller.create(SERVICE, f"/v1/rewards/{quoted(reward_id)}/redemptions", body, key)


def redemptions(caller: Caller) -> Any:
    """What waits for staff, and what was settled: {waiting, settled}."""
    return caller.read(SERVICE, f"{PAGES}/staff/redemptions")


def settle(caller: Caller, redemption_id: str, body: dict[str, Any], version: str) -> None:
    """Fulfil or refuse it: {outcome, reason}."""
    caller.change(SERVICE, f"/v1/redemptions/{quoted(redemption_id)}/outcome", body, version, "PUT")
