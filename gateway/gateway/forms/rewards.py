"""Making rewards, redeeming them, and settling what was redeemed."""

from gateway.forms.form import SHOWN_AGAIN, form, moment, show_again
from gateway.forms.recognition import number
from gateway.pages.rewards import edit_reward as edit_page
from gateway.pages.rewards import new_reward as new_page
from gateway.pages.rewards import reward as reward_page
from gateway.pages.rewards import staff_redemptions as redemptions_page
from gateway.responses import done
from gateway.upstream import rewards
from gateway.upstream.caller import quoted
from gateway.upstream.port import Refusal
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid

TOLD = ("title", "body", "cost", "stock", "per_person", "starts_at", "ends_at", "zone", "audiences[]")


@form("/rewards/new", by="staff", takes=TOLD, again=new_page)
def make_reward(sent):
    """Everybody whom it is for sees it from its start on."""
    made = rewards.make(visit().services, _body(sent), sent.key)
    return done(f"/rewards/{quoted(made['id'])}", _("The reward is made."))


@form("/rewards/<reward_id>/edit", by="staff", takes=TOLD, again=edit_page)
def change_reward(sent, reward_id):
    """What was redeemed stays as it was."""
    rewards.change(visit().services, reward_id, _body(sent), sent.version)
    return done(f"/rewards/{quoted(reward_id)}", _("Saved."))


@form("/rewards/<reward_id>", by="member", takes=("cost",), again=reward_page)
def redeem(sent, reward_id):
    """The points go at once; staff do the rest."""
    rewards.redeem(visit().services, reward_id, {"cost": number("cost", sent["cost"])}, sent.key)
    return done("/rewards", _("Redeemed. You are told when it is on its way."))


@form("/staff/redemptions/<redemption_id>", by="staff", takes=("outcome", "reason"))
def settle_redemption(sent, redemption_id):
    """Who redeemed it is told."""
    try:
        rewards.settle(visit().services, redemption_id, dict(sent), sent.version)
    except Refusal as fault:
        if fault.status not in SHOWN_AGAIN:
            raise
        return show_again(redemptions_page, fault, sent)
    fulfilled = sent["outcome"] == "fulfilled"
    return done("/staff/redemptions", _("Fulfilled.") if fulfilled else _("Refused. The points are given back."))


def _body(sent):
    """A reward as it was typed. Raises Invalid."""
    numbers = {name: number(name, sent[name]) if sent[name] else None for name in ("stock", "per_person")}
    starts_at = moment(sent, "starts_at")
    if starts_at is None:
        raise Invalid({"starts_at": [_("Write a day and a time, such as 2026-11-22T14:00.")]})
    times = {"starts_at": starts_at, "ends_at": moment(sent, "ends_at")}
    return sent.only("title", "body", "audiences") | {"cost": number("cost", sent["cost"])} | numbers | times
