"""Rewards that people redeem for points."""

from gateway.pages.own_clocks import own_clocks
from gateway.pages.staff_audiences import audiences_to_choose
from gateway.panels import Panel, page
from gateway.roles import KEEPERS, check_has_one
from gateway.upstream import rewards as upstream
from portalkit.errors import Missing

BLANK = {"title": "", "body": "", "cost": "", "stock": None, "per_person": 1, "starts_at": "", "ends_at": ""}


@page("/rewards", "rewards.html", by="member")
def rewards():
    """The catalogue, the points one has left, and what one redeemed."""
    return {"list": Panel(upstream.every, need=True, gives=("items", "balance", "mine", "can_make"))} | own_clocks()


@page("/rewards/new", "reward_edit.html", by="staff")
def new_reward():
    """A blank one."""
    check_has_one(KEEPERS)
    return {"reward": BLANK | {"audiences": ["members"]}, "audiences": Panel(audiences_to_choose)} | own_clocks()


@page("/rewards/<reward_id>", "reward.html", by="member")
def reward(reward_id):
    """One, before one redeems it."""
    return {"view": Panel(upstream.one, reward_id, need=True, gives=("reward", "balance", "had"))} | own_clocks()


@page("/rewards/<reward_id>/edit", "reward_edit.html", by="staff")
def edit_reward(reward_id):
    """One, to be changed."""
    changed = Panel(_changed, reward_id, need=True, gives=("reward",))
    return {"view": changed, "audiences": Panel(audiences_to_choose)} | own_clocks()


@page("/staff/redemptions", "staff_redemptions.html", by="staff")
def staff_redemptions():
    """What waits to be fulfilled, and what was settled lately."""
    return {"list": Panel(upstream.redemptions, need=True, gives=("waiting", "settled"))}


def _changed(caller, reward_id):
    view = upstream.one(caller, reward_id)
    if not view["reward"]["can_change"]:
        raise Missing()
    return view
