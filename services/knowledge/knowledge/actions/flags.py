"""Tell moderators of comments that do not belong here, and settle what was told."""

from knowledge.actions.comments import held, looked_after
from knowledge.model.comment import SHOWN
from knowledge.model.comment_entry import DISMISSED, FLAGGED
from knowledge.model.flag import Flag
from knowledge.store import comment_history, flags
from portalkit import acts
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.posts import check_can_flag, check_not_flagged
from portalkit.viewer import Viewer


def flag_comment(tx: Transaction, reader: Viewer, comment_id: str, reason: str, note: str) -> Flag:
    """Tell of a comment that `reader` can see, once. Raises Missing, Refused."""
    comment = held(tx, reader, comment_id)
    check_can_flag(reader, comment.author_id, comment.state == SHOWN)
    check_not_flagged(flags.by(tx, reader.id, comment_id))
    flag = Flag(new_id(), comment_id, reader.id, reason, note.strip(), flagged_at=tx.now)
    flags.add(tx, flag)
    comment_history.note(tx, reader, comment_id, FLAGGED, note=": ".join(filter(None, (reason, flag.note))))
    return flag


def dismiss_flags(tx: Transaction, keeper: Viewer, comment_id: str) -> None:
    """Leave a comment as it is, whatever was told of it so far. Raises Missing, Forbidden."""
    comment = looked_after(tx, keeper, comment_id)
    if flags.resolve(tx, comment_id, DISMISSED):
        comment_history.note(tx, keeper, comment_id, DISMISSED)
        acts.note(tx, keeper, "comment.dismissed", comment_id, article_id=comment.article_id)
