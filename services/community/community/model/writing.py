"""What holds for every text that people write here, question or reply."""

import re
from datetime import datetime, timedelta

from portalkit.errors import Invalid, Refused
from portalkit.viewer import Viewer

EDIT_WINDOW = timedelta(hours=24)
TITLE_MOST, BODY_MOST, EXCERPT_MOST = 200, 20_000, 200
MODERATOR = "moderator"
_OUTWARD = re.compile(r'<a href="(?!/)')


def clean_title(title: str) -> str:
    """The title on one line. Raises Invalid when nothing is left of it."""
    words = " ".join(title.split())
    if not words:
        raise Invalid({"title": ["Write the question in one line."]})
    return words


def clean_body(body: str) -> str:
    """The text without blank lines around it. Raises Invalid when nothing is left of it."""
    text = body.replace("\r\n", "\n").strip("\n")
    if not text.strip():
        raise Invalid({"body": ["Write something."]})
    return text


def links_in(html: str) -> int:
    """How many links a text has that lead out of the portal."""
    return len(_OUTWARD.findall(html))


def excerpt(text: str) -> str:
    """The beginning of a plain text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= EXCERPT_MOST:
        return line
    return line[:EXCERPT_MOST].rpartition(" ")[0].rstrip(" ,.;:") + "…"


def may_edit(viewer: Viewer, author_id: str, written_at: datetime, now: datetime, shown: bool = True) -> bool:
    """Its writer within a day while it is shown, a moderator always."""
    return viewer.has(MODERATOR) or (shown and viewer.id == author_id and now - written_at <= EDIT_WINDOW)


def check_can_edit(viewer: Viewer, author_id: str, written_at: datetime, now: datetime) -> None:
    """Raise Refused unless `viewer` may still change the text."""
    if may_edit(viewer, author_id, written_at, now):
        return
    if viewer.id != author_id:
        raise Refused("not-yours", "Only who wrote this can change it.", 403)
    raise Refused("edit-window-over", "A text can be changed for a day after it was written.")
