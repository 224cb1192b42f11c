"""Judge appeals: show the post again, or leave it hidden."""

from community.actions.decisions import judged, uphold
from community.actions.replies import show_reply
from community.actions.topics import show_topic
from community.model.decision import Decision
from community.store import decisions
from portalkit.database import Transaction
from portalkit.errors import Stale
from portalkit.viewer import Viewer


def judge_appeal(
    tx: Transaction, moderator: Viewer, decision_id: str, version: int | None, outcome: str, reason: str
) -> Decision:
    """Decide about an appeal as somebody else than who hid the post. Raises Missing, Refused, Invalid, Stale."""
    decision = judged(tx, moderator, decision_id)
    if outcome == "upheld":
        return uphold(tx, moderator, decision, version, reason)
    if version is not None and version != decision.version:
        raise Stale("Somebody else decided meanwhile.")
    show = show_topic if decision.kind == "topic" else show_reply
    show(tx, moderator, decision.thing_id, None, reason)
    return decisions.get(tx, moderator, decision_id)
