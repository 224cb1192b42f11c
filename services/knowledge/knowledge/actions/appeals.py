"""Judge appeals: show the comment again, or leave it hidden."""

from knowledge.actions.comments import show_comment
from knowledge.actions.decisions import held, uphold
from knowledge.model.decision import Decision
from knowledge.store import decisions
from portalkit.database import Transaction
from portalkit.decisions import UPHELD, check_can_decide
from portalkit.errors import Stale
from portalkit.viewer import Viewer


def judge_appeal(
    tx: Transaction, moderator: Viewer, decision_id: str, version: int | None, outcome: str, reason: str
) -> Decision:
    """Decide about an appeal as somebody else than who hid it. Raises Missing, Refused, Invalid, Stale."""
    decision = held(tx, moderator, decision_id)
    check_can_decide(moderator, decision, decisions.moderators(tx), *decisions.keys(tx, decision_id))
    if outcome == UPHELD:
        return uphold(tx, moderator, decision, version, reason)
    if version is not None and version != decision.version:
        raise Stale("Somebody else decided meanwhile.")
    show_comment(tx, moderator, decision.comment_id, None, reason)
    return decisions.get(tx, moderator, decision_id)
