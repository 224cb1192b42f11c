"""Rules for what people write under their names, wherever that stands: when it is changed, reported, hidden."""

import re
from datetime import datetime, timedelta
from typing import Any

from portalkit.errors import Invalid, Refused
from portalkit.viewer import Viewer

EDIT_WINDOW = timedelta(hours=24)
BODY_MOST, REASON_MOST, NOTE_MOST = 20_000, 300, 500
MODERATOR = "moderator"
FLAG_REASONS = ("spam", "rude", "unsafe", "private", "misplaced", "other")
UNKNOWN, FORMER = "A member", "A former member"
_OUTWARD = re.compile(r'<a href="(?!/)')


def person(id: str, name: str | None, kind: str | None) -> dict[str, Any]:
    """A person as views show one: `name` is None for one not heard of yet, empty for one who was erased."""
    return {"id": id, "name": UNKNOWN if name is None else name or FORMER, "kind": kind or "customer"}


def clean_body(body: str) -> str:
    """The text without blank lines around it. Raises Invalid when nothing is left of it."""
    text = body.replace("\r\n", "\n").strip("\n")
    if not text.strip():
        raise Invalid({"body": ["Write something."]})
    return text


def links_in(html: str) -> int:
    """How many links a text has that lead out of the portal."""
    return len(_OUTWARD.findall(html))


def may_edit(viewer: Viewer, author_id: str, written_at: datetime, now: datetime, shown: bool = True) -> bool:
    """Its writer within a day while it is shown, a moderator always."""
    return viewer.has(MODERATOR) or (shown and viewer.id == author_id and now - written_at <= EDIT_WINDOW)


def check_can_edit(viewer: Viewer, author_id: str, written_at: datetime, now: datetime, shown: bool = True) -> None:
    """Raise Refused unless `viewer` may still change the text."""
    if may_edit(viewer, author_id, written_at, now, shown):
        return
    if viewer.id != author_id:
        raise Refused("not-yours", "Only who wrote this can change it.", 403)
    if not shown:
        raise Refused("hidden-already", "This is hidden, so it cannot be changed.")
    raise Refused("edit-window-over", "A text can be changed for a day after it was written.")


def checked_reason(reason: str) -> str:
    """Why something is hidden, on one line. Raises Invalid when nothing is left of it: its writer is told why."""
    words = " ".join(reason.split())
    if not words:
        raise Invalid({"reason": ["Say why: who wrote it is told the reason."]})
    return words


def may_flag(viewer: Viewer, author_id: str, shown: bool) -> bool:
    """Every member, what others wrote."""
    return viewer.signed_in and viewer.id != author_id and shown


def check_can_flag(viewer: Viewer, author_id: str, shown: bool) -> None:
    """Raise Refused for one's own post, and for one that is hidden already."""
    if viewer.id == author_id:
        raise Refused("your-own", "This is your own. You can change it instead.", 403)
    if not shown:
        raise Refused("hidden-already", "This is hidden already.")


def check_not_flagged(known: object | None) -> None:
    """Raise Refused when the same person has flagged the same post before."""
    if known is not None:
        raise Refused("flagged-already", "You have told the moderators of this already. Thank you.")
