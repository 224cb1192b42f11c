"""Decide about comments: why one is hidden, that its writer appeals, and what ends it."""

from knowledge.actions.notices import give_reader
from knowledge.model import comment_entry as entry
from knowledge.model.comment import COMMENT_HIDDEN, COMMENT_SHOWN, COMMENT_UPHELD, Comment
from knowledge.model.decision import Decision
from knowledge.store import comment_history, comments, decisions, flags, votes
from portalkit import acts
from portalkit.database import Transaction
from portalkit.decisions import REVERSED, UPHELD, check_can_appeal
from portalkit.ids import new_id
from portalkit.posts import checked_reason, clean_body
from portalkit.viewer import Viewer


def make_decision(tx: Transaction, keeper: Viewer, comment: Comment, reason: str) -> Decision:
    """Write down why a comment is hidden; with that, what was said about it is settled. Raises Invalid."""
    made = Decision(new_id(), comment.id, comment.author_id, keeper.id, checked_reason(reason), made_at=tx.now)
    decisions.add(tx, made)
    flags.resolve(tx, comment.id, entry.HIDDEN)
    comment_history.note(tx, keeper, comment.id, entry.HIDDEN, note=made.reason)
    acts.note(tx, keeper, "comment.hidden", comment.id, article_id=comment.article_id)
    give_reader(tx, keeper, comment, COMMENT_HIDDEN, made.reason, made.id)
    return made


def end_decision(tx: Transaction, keeper: Viewer, comment: Comment, reason: str) -> None:
    """Write down that a comment is shown again: what kept it hidden ends, and its writer is told."""
    if comment.decision_id is not None:
        _end(tx, keeper, decisions.at(tx, comment.decision_id), None, REVERSED, reason)
    give_reader(tx, keeper, comment, COMMENT_SHOWN, reason, comment.decision_id)


def appeal(tx: Transaction, writer: Viewer, decision_id: str, text: str) -> Decision:
    """Ask for a second look at one's own hidden comment. Raises Missing, Refused, Invalid.

    The words stand beside the decision alone, not in the comment's history: they go when their writer leaves.
    """
    _hold(tx, decisions.mine(tx, writer, decision_id))
    decision = decisions.mine(tx, writer, decision_id)
    check_can_appeal(decision)
    changed = decisions.change(tx, decision, decision.version, appeal=clean_body(text), appealed_at=tx.now)
    comment_history.note(tx, writer, decision.comment_id, entry.APPEALED)
    return changed


def held(tx: Transaction, viewer: Viewer, decision_id: str) -> Decision:
    """A decision that `viewer` can see, for whoever is going to judge; its article is held. Raises Missing."""
    _hold(tx, decisions.get(tx, viewer, decision_id))
    return decisions.get(tx, viewer, decision_id)


def uphold(tx: Transaction, moderator: Viewer, decision: Decision, version: int | None, reason: str) -> Decision:
    """Leave the comment hidden; its writer is told why. Raises Invalid, Stale."""
    words = checked_reason(reason)
    changed = _end(tx, moderator, decision, version, UPHELD, words)
    comment = comments.at(tx, decision.comment_id)
    comment_history.note(tx, moderator, comment.id, entry.UPHELD, note=words)
    acts.note(tx, moderator, "comment.upheld", comment.id, article_id=comment.article_id)
    give_reader(tx, moderator, comment, COMMENT_UPHELD, words, decision.id)
    return changed


def _hold(tx: Transaction, decision: Decision) -> None:
    votes.hold(tx, comments.at(tx, decision.comment_id).article_id)


def _end(
    tx: Transaction, keeper: Viewer, decision: Decision, version: int | None, outcome: str, reason: str
) -> Decision:
    values = {"outcome": outcome, "outcome_reason": reason, "ended_by": keeper.id, "ended_at": tx.now}
    return decisions.change(tx, decision, version, **values)
