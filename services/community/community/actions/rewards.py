"""Make rewards, redeem them, and settle what was redeemed."""

from typing import Any

from community.actions import notes
from community.actions.writing import written
from community.model.note import REWARD_GIVEN, REWARD_REFUSED
from community.model.reward import (
    FULFILLED,
    REFUSED,
    Redemption,
    Reward,
    check_period,
    check_redeem,
    check_settle,
    check_stock,
)
from community.model.writing import clean_title
from community.store import rewards
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Refused
from portalkit.ids import new_id
from portalkit.viewer import Viewer, audience_key


def make_reward(tx: Transaction, staff: Viewer, **told: Any) -> Reward:
    """Make a reward for those who are in all of its audiences. Raises Invalid."""
    reward = Reward(id=new_id(), made_by=staff.id, made_at=tx.now, **_values(tx, staff, told))
    rewards.add(tx, reward)
    acts.note(tx, staff, "reward.created", reward.id, after={"audiences": reward.audiences})
    return reward


def change_reward(tx: Transaction, staff: Viewer, reward_id: str, version: int | None, **told: Any) -> Reward:
    """Change what it is, costs, and for whom; what was redeemed stays. Raises Missing, Invalid, Stale."""
    reward = rewards.get(tx, staff, reward_id)
    check_stock(told["stock"], reward.given)
    changed = rewards.change(tx, reward, version, **_values(tx, staff, told))
    before, after = ({"audiences": each.audiences, "cost": each.cost} for each in (reward, changed))
    acts.note_change(tx, staff, "reward.changed", reward.id, before, after, fields=())
    return changed


def redeem(tx: Transaction, person: Viewer, reward_id: str, cost: int) -> Redemption:
    """Give the points that a reward costs for it, once. Raises Missing, Refused."""
    tx.alone(f"balance of {person.id}")  # of two at once the second knows what the first has left
    reward = rewards.get(tx, person, reward_id)
    had, asked = rewards.had(tx, person.id, reward.id)
    check_redeem(reward, cost, had, rewards.balance(tx, person), tx.now)
    if not rewards.take(tx, reward.id):
        raise Refused("none-left", "Somebody else had the last one.")
    redemption = Redemption(new_id(), reward.id, person.id, asked + 1, reward.cost, tx.now)
    rewards.redeem(tx, redemption)
    return redemption


def settle(
    tx: Transaction, staff: Viewer, redemption_id: str, version: int | None, outcome: str, reason: str
) -> Redemption:
    """Say that it was fulfilled, or refuse it: then the points are back. Raises Missing, Refused, Invalid, Stale."""
    known, title = rewards.redemption(tx, staff, redemption_id)
    words = check_settle(known, outcome, reason)
    told = {"state": outcome, "reason": words, "settled_by": staff.id, "settled_at": tx.now}
    changed = rewards.settle(tx, known, version if version is not None else known.version, **told)
    if outcome == REFUSED:
        rewards.put_back(tx, known.reward_id)
    acts.note(tx, staff, f"redemption.{outcome}", known.id)
    act = REWARD_GIVEN if outcome == FULFILLED else REWARD_REFUSED
    notes.give(tx, act, known.person, title=title, text=words)
    return changed


def _values(tx: Transaction, staff: Viewer, told: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a reward as it was told. Raises Invalid."""
    check_period(told["starts_at"], told["ends_at"])
    text = written(tx, staff, staff.id, told["body"])
    kept = {name: told[name] for name in ("cost", "stock", "per_person", "starts_at", "ends_at")}
    key = audience_key(told["audiences"])
    return kept | {"title": clean_title(told["title"]), "body": text.body, "html": text.html, "audience_key": key}
