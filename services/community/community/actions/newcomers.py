"""Hold what people write who are new here to their limits."""

from community.actions.writing import Written
from community.model.mention import check_mentions
from community.model.newcomer import MENTIONS_MOST, Limits
from community.store import newcomers
from portalkit.database import Transaction
from portalkit.errors import Throttled
from portalkit.limits import Limit, take
from portalkit.newcomers import check_changed, check_links, too_many
from portalkit.posts import links_in
from portalkit.viewer import Viewer

DAY = 86_400


def check_new_post(tx: Transaction, writer: Viewer, limits: Limits, kind: str, text: Written) -> bool:
    """Whether a topic or reply that is about to be written has to wait for a moderator. Raises Throttled, Invalid."""
    if not limits.are_for(writer):
        return False
    standing = newcomers.standing(tx, writer, limits)
    if not standing.is_new(limits, tx.now):
        return False
    check_links(links_in(text.html))
    check_mentions(text.mentions.split(), MENTIONS_MOST)
    _count(tx, writer, kind, limits.topics_a_day if kind == "topic" else limits.replies_a_day)
    return standing.is_quiet(limits) and links_in(text.html) > 0


def check_edit(tx: Transaction, editor: Viewer, limits: Limits, html: str, text: Written) -> None:
    """Hold a changed text to the same limits: links cannot come in later. Raises Invalid."""
    if not limits.are_for(editor) or not links_in(text.html):
        return
    check_changed(newcomers.standing(tx, editor, limits), limits, tx.now, links_in(text.html), links_in(html))


def _count(tx: Transaction, writer: Viewer, kind: str, most: int) -> None:
    try:
        take(tx, Limit(f"new-{kind}", most, DAY), writer.id)
    except Throttled as fault:
        many = f"{most} {kind}s" if kind == "topic" else f"{most} replies"
        raise too_many(fault, many) from fault
