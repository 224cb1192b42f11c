"""Rewards that people redeem for points, and what staff make of that."""

from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Invalid, Refused
from portalkit.viewer import key_parts

WAITING, FULFILLED, REFUSED = "waiting", "fulfilled", "refused"
STATES = (WAITING, FULFILLED, REFUSED)
OUTCOMES = (FULFILLED, REFUSED)
COST_MOST, STOCK_MOST = 1_000_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Reward:
    """What there is for `cost` points: `stock` of it in all, `per_person` for one (None: without end)."""

    id: str
    title: str
    body: str
    html: str
    cost: int
    stock: int | None
    per_person: int | None
    starts_at: datetime
    ends_at: datetime | None
    audience_key: str
    made_by: str
    made_at: datetime
    given: int = 0  # how many were redeemed and not refused
    version: int = 1

    @property
    def audiences(self) -> list[str]:
        """Whom it is for: those who are in all of these."""
        return key_parts(self.audience_key)


@dataclass(frozen=True, slots=True)
class Redemption:
    """Somebody gave points for a reward; staff fulfil that, or refuse it and the points are back."""

    id: str
    reward_id: str
    person: str
    nth: int  # of the same reward for the same person, so that no two are the same one
    cost: int
    redeemed_at: datetime
    state: str = WAITING
    reason: str = ""
    settled_by: str | None = None
    settled_at: datetime | None = None
    version: int = 1


def runs(starts_at: datetime, ends_at: datetime | None, now: datetime) -> bool:
    """Whether a reward can be redeemed now."""
    return starts_at <= now and (ends_at is None or now < ends_at)


def check_period(starts_at: datetime, ends_at: datetime | None) -> None:
    """Raise Invalid unless the end, if there is one, comes after the start."""
    if ends_at is not None and ends_at <= starts_at:
        raise Invalid({"ends_at": ["It has to end after it starts."]})


def check_stock(stock: int | None, given: int) -> None:
    """Raise Invalid when there would be fewer than were redeemed already."""
    if stock is not None and stock < given:
        raise Invalid({"stock": [f"{given} were redeemed already."]})


def check_redeem(reward: Reward, cost: int, had: int, balance: int, now: datetime) -> None:
    """Raise Refused unless somebody who has had it `had` times may redeem it for the `cost` that they saw."""
    if not runs(reward.starts_at, reward.ends_at, now):
        raise Refused("not-now", "This reward cannot be redeemed now.")
    if cost != reward.cost:
        raise Refused("cost-changed", f"It costs {reward.cost} points now. Look at it again.")
    if reward.per_person is not None and had >= reward.per_person:
        raise Refused("had-already", "You have redeemed this as often as one can.")
    if balance < reward.cost:
        raise Refused("too-few-points", f"You have {max(balance, 0)} points, and it costs {reward.cost}.")


def check_settle(redemption: Redemption, outcome: str, reason: str) -> str:
    """The reason on one line. Raises Refused for what is settled already, Invalid for a refusal without a reason."""
    if redemption.state != WAITING:
        raise Refused("settled-already", "Somebody has settled this already.")
    words = " ".join(reason.split())
    if outcome == REFUSED and not words:
        raise Invalid({"reason": ["Say why: who redeemed it is told."]})
    return words
