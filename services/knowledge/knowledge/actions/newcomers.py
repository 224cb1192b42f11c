"""Hold what people comment who are new here to their limits."""

from knowledge.model.newcomer import Limits
from knowledge.store import newcomers
from portalkit.database import Transaction
from portalkit.errors import Throttled
from portalkit.limits import Limit, take
from portalkit.newcomers import check_changed, check_links, too_many
from portalkit.posts import links_in
from portalkit.viewer import Viewer

DAY = 86_400


def check_new_comment(tx: Transaction, writer: Viewer, limits: Limits, html: str) -> bool:
    """Whether a comment that is about to be written has to wait for a moderator. Raises Throttled, Invalid."""
    if not limits.are_for(writer):
        return False
    standing = newcomers.standing(tx, writer, limits)
    if not standing.is_new(limits, tx.now):
        return False
    check_links(links_in(html))
    _count(tx, writer, limits.comments_a_day)
    return standing.is_quiet(limits) and links_in(html) > 0


def check_edit(tx: Transaction, editor: Viewer, limits: Limits, before: str, html: str) -> None:
    """Hold a changed text to the same limits: links cannot come in later. Raises Invalid."""
    if not limits.are_for(editor) or not links_in(html):
        return
    check_changed(newcomers.standing(tx, editor, limits), limits, tx.now, links_in(html), links_in(before))


def _count(tx: Transaction, writer: Viewer, most: int) -> None:
    try:
        take(tx, Limit("new-comment", most, DAY), writer.id)
    except Throttled as fault:
        raise too_many(fault, f"{most} comments") from fault
