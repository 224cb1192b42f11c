"""Hold what people write who are new here to their limits."""

from collections.abc import Iterator
from contextlib import contextmanager

from community.actions.trusts import trusted
from community.actions.writing import Written
from community.model.mention import check_mentions
from community.model.newcomer import MENTIONS_MOST, Limits
from community.model.trust import CONVERSATIONS, LINKS, MESSAGES, NO_LIMIT, REPLIES, TOPICS, Trust
from community.store import newcomers
from portalkit.database import Transaction
from portalkit.errors import Invalid, Throttled
from portalkit.limits import Limit, take
from portalkit.newcomers import check_changed, check_links, too_many
from portalkit.posts import links_in
from portalkit.viewer import Viewer

HOUR, DAY = 3_600, 86_400


def check_new_post(tx: Transaction, writer: Viewer, limits: Limits, kind: str, text: Written) -> bool:
    """Whether a topic or reply that is about to be written has to wait for a moderator. Raises Throttled, Invalid."""
    if not limits.are_for(writer):
        return False
    standing = newcomers.standing(tx, writer, limits)
    if not standing.is_new(limits, tx.now):
        return False
    trust = trusted(tx, writer, limits)
    if not trust.level.links:
        with _opened(trust, LINKS):
            check_links(links_in(text.html))
        check_mentions(text.mentions.split(), MENTIONS_MOST)
    _count(tx, writer, trust, kind, TOPICS if kind == "topic" else REPLIES)
    return not trust.level.links and standing.is_quiet(limits) and links_in(text.html) > 0


def check_new_message(tx: Transaction, writer: Viewer, limits: Limits, text: Written, begins: bool) -> None:
    """Hold a message to its level's limits, and to those of who is new. Raises as above.

    No moderator looks at one, so it waits for none.
    """
    trust = trusted(tx, writer, limits)
    if limits.are_for(writer) and (standing := newcomers.standing(tx, writer, limits)).is_new(limits, tx.now):
        if not trust.level.links:
            with _opened(trust, LINKS):
                if standing.is_quiet(limits) and links_in(text.html):
                    raise Invalid({"body": ["As long as you are new here, a message cannot have links."]})
                check_links(links_in(text.html))
        _count(tx, writer, trust, "message", REPLIES)
    with _opened(trust, MESSAGES):
        take(tx, Limit("message", trust.level.messages, HOUR), writer.id)
    if begins:
        with _opened(trust, CONVERSATIONS):
            take(tx, Limit("conversation", trust.level.conversations, DAY), writer.id)


def check_edit(tx: Transaction, editor: Viewer, limits: Limits, html: str, text: Written) -> None:
    """Hold a changed text to the same limits: links cannot come in later. Raises Invalid."""
    if not limits.are_for(editor) or not links_in(text.html):
        return
    standing, found = newcomers.standing(tx, editor, limits), links_in(text.html)
    if not standing.is_new(limits, tx.now):
        return
    trust = trusted(tx, editor, limits)
    if not trust.level.links:
        with _opened(trust, LINKS):
            check_changed(standing, limits, tx.now, found, links_in(html))


def _count(tx: Transaction, writer: Viewer, trust: Trust, kind: str, what: str) -> None:
    most = getattr(trust.level, what)
    if most == NO_LIMIT:
        return
    with _opened(trust, what):
        try:
            take(tx, Limit(f"new-{kind}", most, DAY), writer.id)
        except Throttled as fault:
            many = f"{most} replies" if kind == "reply" else f"{most} {kind}s"
            raise too_many(fault, many) from fault


@contextmanager
def _opened(trust: Trust, what: str) -> Iterator[None]:
    """Have a refusal say which level opens more, if one does."""
    try:
        yield
    except Throttled as fault:
        raise Throttled(fault.retry_after, _and_level(fault.detail, trust, what)) from fault
    except Invalid as fault:
        said = {name: [_and_level(text, trust, what) for text in texts] for name, texts in fault.fields.items()}
        raise Invalid(said) from fault


def _and_level(text: str, trust: Trust, what: str) -> str:
    name = trust.opener(what)
    return f"{text} The level “{name}” opens more." if name else text
