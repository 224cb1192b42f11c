"""Messages, rewards and redemptions of the scene: made by rows, since only two who have met could make them."""

from datetime import UTC, datetime
from typing import Any

from community.model.message import Message
from community.model.reward import Redemption, Reward
from community.store import messages, rewards
from portalkit.ids import new_id


def exchanged(portal: Any, ids: dict[str, str], whose: str) -> dict[str, str]:
    """A message that was written to somebody, and a reward of the staff's audience that they redeemed; their ids."""
    now, person = datetime.now(UTC), ids[whose]
    writer, reward_id = new_id(), new_id()
    message = Message(new_id(), new_id(), writer, "Hello.", "<p>Hello.</p>", "Hello.", now)
    kept = ("A mug", "B", "<p>B</p>", 5, None, None, now, None, "a1", writer, now)
    redemption = Redemption(new_id(), reward_id, person, 1, 5, now)
    with portal.apps["community"].extensions["database"].transaction() as tx:
        messages.begin(tx, message.conversation_id, person, writer, message)
        rewards.add(tx, Reward(reward_id, *kept))
        rewards.redeem(tx, redemption)
    return {"message": message.id, "reward": reward_id, "redemption": redemption.id}
