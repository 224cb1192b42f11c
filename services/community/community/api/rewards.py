"""Rewards over HTTP, and their pages."""

from community.actions import rewards as actions
from community.api import reward_schemas as shown
from community.model.category import KEEPERS, keeps
from community.model.reward import runs
from community.store import rewards as store
from portalkit.posts import person
from portalkit.web import Blueprint

blueprint = Blueprint("rewards", __name__, description="What people redeem for points")
PAGES = "/internal/v1/pages"


@blueprint.reads(f"{PAGES}/rewards", by="member", gives=shown.RewardsSchema)
def rewards(db, viewer):
    """What one could redeem now, the points one has left, and what one redeemed; staff see all there are."""
    found = store.listed(db, viewer, every=keeps(viewer))
    mine = [
        _redemption(row) | {"state": row.state, "reason": row.reason, "redeemed_at": row.redeemed_at}
        for row in store.mine(db, viewer)
    ]
    balance = store.balance(db, viewer)
    return {
        "items": [_view(each, db.now) for each in found],
        "balance": max(balance, 0),
        "mine": mine,
        "can_make": keeps(viewer),
    }


@blueprint.reads(f"{PAGES}/reward/<reward_id>", by="member", gives=shown.RewardViewSchema)
def reward(db, viewer, reward_id):
    """One reward, before one redeems it."""
    found = store.get(db, viewer, reward_id)
    view = _view(found, db.now) | {"version": found.version, "can_change": keeps(viewer)}
    if view["can_change"]:
        view |= {"body": found.body, "audiences": found.audiences, "stock": found.stock}
    had, _ = store.had(db, viewer.id, found.id)
    return {"reward": view, "balance": max(store.balance(db, viewer), 0), "had": had}


@blueprint.creates("/v1/rewards", by=KEEPERS, takes=shown.TellRewardSchema, gives=shown.RewardSchema)
def make(tx, viewer, body):
    """Make a reward."""
    return actions.make_reward(tx, viewer, **body)


@blueprint.changes("/v1/rewards/<reward_id>", by=KEEPERS, takes=shown.TellRewardSchema, gives=shown.RewardSchema)
def change(tx, viewer, body, version, reward_id):
    """Change a reward; what was redeemed stays as it was."""
    return actions.change_reward(tx, viewer, reward_id, version, **body)


@blueprint.creates(
    "/v1/rewards/<reward_id>/redemptions", by="member", takes=shown.RedeemSchema, gives=shown.RedemptionSchema
)
def redeem(tx, viewer, body, reward_id):
    """Give points for a reward."""
    return actions.redeem(tx, viewer, reward_id, **body)


@blueprint.reads(f"{PAGES}/staff/redemptions", by=KEEPERS, gives=shown.RedemptionsSchema)
def redemptions(db, viewer):
    """What waits to be fulfilled, and what was settled lately."""
    return {
        name: [
            _redemption(row)
            | {"person": person(row.person, row.name, row.kind), "redeemed_at": row.redeemed_at}
            | {"state": row.state, "reason": row.reason, "version": row.version}
            for row in rows
        ]
        for name, rows in (("waiting", store.waiting(db, viewer)), ("settled", store.settled(db, viewer)))
    }


@blueprint.changes(
    "/v1/redemptions/<redemption_id>/outcome",
    by=KEEPERS,
    takes=shown.SettleRedemptionSchema,
    gives=shown.RedemptionSchema,
    method="PUT",
)
def settle(tx, viewer, body, version, redemption_id):
    """Say that it was fulfilled, or refuse it, which gives the points back."""
    return actions.settle(tx, viewer, redemption_id, version, **body)


def _view(found, now):
    names = ("id", "title", "html", "cost", "per_person", "starts_at", "ends_at")
    left = None if found.stock is None else found.stock - found.given
    return {name: getattr(found, name) for name in names} | {
        "left": left,
        "open": runs(found.starts_at, found.ends_at, now) and left != 0,
    }


def _redemption(row):
    return {"id": row.id, "title": row.title, "cost": row.cost}
