"""Decide about posts: hide one for a reason, appeal against that, and judge the appeal."""

from community.model import facts
from community.model.decision import Decision
from community.model.history import APPEALED, HIDDEN, SHOWN, UPHELD
from community.store import categories, decisions, flags, history, topics
from portalkit import acts
from portalkit.database import Transaction
from portalkit.decisions import check_can_appeal, check_can_decide
from portalkit.ids import new_id
from portalkit.posts import checked_reason, clean_body
from portalkit.viewer import Viewer


def make_decision(
    tx: Transaction, moderator: Viewer, kind: str, thing_id: str, topic_id: str, author_id: str, reason: str
) -> Decision:
    """Write down why a post is hidden; with that, what was said about it is settled. Raises Invalid."""
    decision = Decision(
        new_id(), kind, thing_id, topic_id, author_id, moderator.id, checked_reason(reason), made_at=tx.now
    )
    decisions.add(tx, decision)
    flags.resolve(tx, thing_id, "hidden")
    history.note(tx, moderator, thing_id, HIDDEN, note=decision.reason)
    acts.note(tx, moderator, f"{kind}.hidden", thing_id, topic_id=topic_id)
    tx.publish("community.decision.made.v1", decision, facts.decision(decision))
    return decision


def end_decision(tx: Transaction, moderator: Viewer, thing_id: str, decision_id: str | None, reason: str) -> None:
    """Write down that a post is shown again, and end what kept it hidden (None: hidden by an older release)."""
    history.note(tx, moderator, thing_id, SHOWN, note=reason)
    if decision_id is None:
        return
    decision = decisions.at(tx, decision_id)
    changed = decisions.change(tx, decision, None, **_end(tx, moderator, "reversed", reason))
    tx.publish("community.decision.reversed.v1", changed, facts.decision(changed))


def appeal(tx: Transaction, writer: Viewer, decision_id: str, text: str) -> Decision:
    """Ask for a second look at one's own hidden post. Raises Missing, Refused, Invalid, Stale."""
    topics.hold(tx, decisions.mine(tx, writer, decision_id).topic_id)
    decision = decisions.mine(tx, writer, decision_id)
    check_can_appeal(decision)
    changed = decisions.change(tx, decision, decision.version, appeal=clean_body(text), appealed_at=tx.now)
    history.note(tx, writer, decision.thing_id, APPEALED, note=changed.appeal)
    tx.publish("community.decision.appealed.v1", changed, facts.decision(changed))
    return changed


def judged(tx: Transaction, moderator: Viewer, decision_id: str) -> Decision:
    """The decision, if `moderator` may judge the appeal against it; its topic is held. Raises Missing, Refused."""
    topics.hold(tx, decisions.get(tx, moderator, decision_id).topic_id)
    decision = decisions.get(tx, moderator, decision_id)
    topic = topics.get(tx, moderator, decision.topic_id)
    keys = (topic.audience_key, categories.at(tx, topic.category_id).audience_key)
    check_can_decide(moderator, decision, decisions.moderators(tx), *keys)
    return decision


def uphold(tx: Transaction, moderator: Viewer, decision: Decision, version: int | None, reason: str) -> Decision:
    """Leave the post hidden; its writer is told why. Raises Invalid, Stale."""
    words = checked_reason(reason)
    changed = decisions.change(tx, decision, version, **_end(tx, moderator, "upheld", words))
    history.note(tx, moderator, decision.thing_id, UPHELD, note=words)
    acts.note(tx, moderator, f"{decision.kind}.upheld", decision.thing_id, topic_id=decision.topic_id)
    tx.publish("community.decision.upheld.v1", changed, facts.decision(changed))
    return changed


def _end(tx: Transaction, moderator: Viewer, outcome: str, reason: str) -> dict[str, object]:
    return {"outcome": outcome, "outcome_reason": reason, "ended_by": moderator.id, "ended_at": tx.now}
