"""Hold what people write who are new here to their limits."""

from community.actions.writing import Written
from community.model.mention import check_mentions
from community.model.newcomer import MENTIONS_MOST, Limits
from community.store import newcomers
from portalkit.database import Transaction
from portalkit.errors import Invalid, Throttled
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


def check_new_message(tx: Transaction, writer: Viewer, limits: Limits, text: Written) -> None:
    """Hold a message to the limits of who is new; no moderator looks at one, so it waits for none. Raises as above."""
    if not limits.are_for(writer):
        return
    standing = newcomers.standing(tx, writer, limits)
    if not standing.is_new(limits, tx.now):
        return
    if standing.is_quiet(limits) and links_in(text.html):
        raise Invalid({"body": ["As long as you are new here, a message cannot have links."]})
    check_links(links_in(text.html))
    _count(tx, writer, "message", limits.replies_a_day)


def check_edit(tx: Transaction, editor: Viewer, limits: Limits, html: str, text: Written) -> None:
    """Hold a changed text to the same limits: links cannot come in later. Raises Invalid."""
    if not limits.are_for(editor) or not links_in(text.html):
        return
    check_changed(newcomers.standing(tx, editor, limits), limits, tx.now, links_in(text.html), links_in(html))


def _count(tx: Transaction, writer: Viewer, kind: str, most: int) -> None:
    try:
        take(tx, Limit(f"new-{kind}", most, DAY), writer.id)
    except Throttled as fault:
        many = f"{most} replies" if kind == "reply" else f"{most} {kind}s"
        raise too_many(fault, many) from fault
