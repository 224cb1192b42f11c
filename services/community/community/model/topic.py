"""What a topic is, and who may do what with it."""

from dataclasses import dataclass
from datetime import datetime

from community.model.idea import NEW
from portalkit.errors import Invalid, Refused
from portalkit.posts import MODERATOR
from portalkit.viewer import Viewer

STATES = ("open", "answered", "solved")
QUESTION, ANNOUNCEMENT = "question", "announcement"
KINDS = (QUESTION, "discussion", "idea", ANNOUNCEMENT)


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody asked or began. `removals` counts how often text of its own was hidden or replaced.

    `accepted_by_id` is who chose the answer here; an import does not say who did.
    """

    id: str
    category_id: str
    audience_key: str
    author_id: str
    title: str
    body: str
    html: str
    excerpt: str
    product: str | None
    asked_at: datetime
    last_activity_at: datetime
    edited_at: datetime | None = None
    accepted_reply_id: str | None = None
    accepted_author_id: str | None = None
    accepted_by_id: str | None = None
    shown: bool = True
    locked: bool = False
    removals: int = 0
    version: int = 1
    decision_id: str | None = None  # while it is hidden
    kind: str = QUESTION
    pinned: bool = False
    merged_into_id: str | None = None
    split_from_id: str | None = None
    tags: str = ""  # joined by spaces, which no tag has
    mentions: str = ""  # ids of the people whom its text names, joined by spaces
    idea_state: str = NEW  # what becomes of an idea, and why
    idea_reason: str = ""
    held: bool = False  # it was never shown: its writer is new here, and a moderator looks at it first


def may_reply(viewer: Viewer, shown: bool, locked: bool) -> bool:
    """Every member while the topic is shown and not locked; a moderator in a locked one too."""
    return viewer.signed_in and shown and (not locked or viewer.has(MODERATOR))


def may_accept(viewer: Viewer, author_id: str, shown: bool, kind: str = QUESTION) -> bool:
    """Who asked, or a moderator; only a question has an answer."""
    return shown and kind == QUESTION and (viewer.id == author_id or viewer.has(MODERATOR))


def kinds_for(viewer: Viewer) -> tuple[str, ...]:
    """The kinds of topics that `viewer` may begin: announcements are for the staff."""
    return KINDS if viewer.kind == "staff" else tuple(kind for kind in KINDS if kind != ANNOUNCEMENT)


def check_kind(viewer: Viewer, kind: str) -> None:
    """Raise Invalid unless `viewer` may begin a topic of this kind."""
    if kind not in kinds_for(viewer):
        raise Invalid({"kind": ["Choose one of the kinds."]})


def check_begins_locked(kind: str, locked: bool) -> None:
    """Raise Invalid when something else than an announcement would begin closed to replies."""
    if locked and kind != ANNOUNCEMENT:
        raise Invalid({"locked": ["Only an announcement can begin closed to replies."]})


def check_shown(topic: Topic) -> None:
    """Raise Refused when the topic is hidden: nothing is written in it until it is shown again."""
    if not topic.shown:
        raise Refused("topic-hidden", "This topic is hidden. Show it first.")


def check_can_reply(viewer: Viewer, topic: Topic) -> None:
    """Raise Refused unless `viewer` may add a reply."""
    check_shown(topic)
    if not may_reply(viewer, topic.shown, topic.locked):
        raise Refused("topic-locked", "This topic is closed to new replies.")


def check_can_accept(viewer: Viewer, topic: Topic) -> None:
    """Raise Refused unless `viewer` may say which reply answered the question."""
    check_shown(topic)
    if topic.kind != QUESTION:
        raise Refused("no-question", "Only a question has an answer.")
    if not may_accept(viewer, topic.author_id, topic.shown):
        raise Refused("not-your-question", "Who asked decides which reply is the answer.", 403)


def check_own_audiences(viewer: Viewer, audiences: list[str]) -> None:
    """Raise Invalid when somebody asks among people they are not one of."""
    if not viewer.audiences.issuperset(audiences):
        raise Invalid({"audiences": ["Choose among the audiences you are in."]})
