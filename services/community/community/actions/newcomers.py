"""Hold what people write who are new here to their limits."""

from datetime import timedelta

from community.actions.writing import Written
from community.model.mention import check_mentions
from community.model.newcomer import MENTIONS_MOST, Limits
from community.store import newcomers
from portalkit.database import Transaction
from portalkit.errors import Throttled
from portalkit.limits import Limit, take
from portalkit.newcomers import check_links, check_no_more_links
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
    standing = newcomers.standing(tx, editor, limits)
    if standing.is_new(limits, tx.now):
        check_links(links_in(text.html))
        if standing.is_quiet(limits):
            check_no_more_links(links_in(text.html), links_in(html))


def _count(tx: Transaction, writer: Viewer, kind: str, most: int) -> None:
    try:
        take(tx, Limit(f"new-{kind}", most, DAY), writer.id)
    except Throttled as fault:
        many = f"{most} {kind}s" if kind == "topic" else f"{most} replies"
        hours = max(1, round(timedelta(seconds=fault.retry_after) / timedelta(hours=1)))
        wait = "an hour" if hours == 1 else f"{hours} hours"
        detail = f"As long as you are new here, you can write {many} a day. You can go on in {wait}."
        raise Throttled(fault.retry_after, detail) from fault
