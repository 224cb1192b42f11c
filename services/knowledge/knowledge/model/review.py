"""What a review is, who may decide it, and what may be published without one."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.model.article import EDITORS
from knowledge.model.category import Category
from portalkit.errors import Forbidden, Refused
from portalkit.viewer import Viewer

WAITING, APPROVED, RETURNED, OVERTAKEN = "waiting", "approved", "returned", "overtaken"
REVIEWERS = ("reviewer", "administrator")
DESK = tuple(dict.fromkeys((*EDITORS, *REVIEWERS)))


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody asked that an article come out with the words of a `revision`; one waits for each article at most."""

    id: str
    article_id: str
    revision: int
    asked_by: str
    asked_at: datetime
    note: str
    state: str = WAITING
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said in a review."""

    id: str
    review_id: str
    author_id: str
    said_at: datetime
    body: str


def is_reviewer(viewer: Viewer) -> bool:
    """Whether `viewer` decides reviews: staff with the role reviewer or administrator."""
    return viewer.kind == "staff" and any(viewer.has(role) for role in REVIEWERS)


def works_at_desk(viewer: Viewer) -> bool:
    """Whether `viewer` writes or reviews."""
    return viewer.kind == "staff" and any(viewer.has(role) for role in DESK)


def publishes_alone(author: Viewer, category: Category) -> bool:
    """Whether what `author` changes in `category` may come out without a review."""
    return not category.needs_review or is_reviewer(author)


def check_can_publish(author: Viewer, category: Category, waiting: Review | None) -> None:
    """Raise Refused where a category needs a review and `author` is no reviewer, or asked for one of this."""
    if not publishes_alone(author, category):
        raise Refused("needs-review", f"What stands in “{category.name}” is published by a review. Ask for one.")
    if category.needs_review and waiting is not None and waiting.asked_by == author.id:
        raise Refused("own-review", "You asked for a review of this, so somebody else has to approve it.")


def check_can_decide(reviewer: Viewer, review: Review) -> None:
    """Raise Forbidden for who is no reviewer, Refused for one's own review and for one that is over."""
    if not is_reviewer(reviewer):
        raise Forbidden("Only reviewers and administrators among the staff decide reviews.")
    if review.state != WAITING:
        raise Refused("review-over", "This review is over already.")
    if review.asked_by == reviewer.id:
        raise Refused("own-review", "You asked for this review, so somebody else has to decide it.")


def check_can_remark(viewer: Viewer, review: Review) -> None:
    """Raise Forbidden for who neither writes nor reviews, Refused when the review is over."""
    if not works_at_desk(viewer):
        raise Forbidden("Only who writes or reviews takes part in a review.")
    if review.state != WAITING:
        raise Refused("review-over", "This review is over already.")
