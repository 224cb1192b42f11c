"""Ask that an article be looked at before it comes out; look at it, talk about it, decide."""

from typing import Any

from knowledge.actions.notices import give
from knowledge.actions.revisions import keep_current, pending
from knowledge.actions.writing import reached, rendered, save, tell
from knowledge.model import notice
from knowledge.model.article import PUBLISHED, check_can_write, check_dates, publication
from knowledge.model.review import (
    APPROVED,
    RETURNED,
    Remark,
    Review,
    check_can_decide,
    check_can_remark,
)
from knowledge.model.revision import words_of
from knowledge.store import articles, reviews, revisions
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Refused
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def ask_for_review(tx: Transaction, author: Viewer, id: str, version: int | None, changes: dict[str, Any]) -> Review:
    """Save an article with last `changes`, and ask that it come out so; what is out stays as it is until then.

    Asking again while a review waits puts the newer words, and who asks now, in its place.
    Raises Forbidden, Missing, Stale, Invalid, Refused.
    """
    check_can_write(author)
    article = save(tx, author, articles.held(tx, id), version, changes, ask=True)
    revision = pending(tx, id)
    if revision is None and article.state == PUBLISHED:
        raise Refused("nothing-to-review", "This is what readers have already: change something first.")
    asked: dict[str, Any] = {
        "revision": (revision or keep_current(tx, article)).number,
        "asked_by": author.id,
        "asked_at": tx.now,
        "note": str(changes.get("note", "")),
    }
    waiting = reviews.waiting(tx, id)
    if waiting is not None:
        return reviews.change(tx, waiting, None, asked)
    review = Review(new_id(), id, **asked)
    reviews.add(tx, review)
    return review


def approve_review(tx: Transaction, reviewer: Viewer, article_id: str, version: int | None, remark: str) -> Review:
    """Bring an article out with the words that a review, read at `version`, is of: at once, or at its time.

    Raises Forbidden, Missing, Stale, Invalid, Refused.
    """
    article = articles.held(tx, article_id)
    review = reviews.last(tx, article_id)
    check_can_decide(reviewer, review)
    if remark:
        _say(tx, reviewer, review, remark)
    decided = _decide(tx, reviewer, review, version, APPROVED, "")
    revision = revisions.get(tx, article_id, review.revision)
    revisions.bring_out(tx, revision)
    at = publication(article, None, tx.now)
    check_dates(at, article.expires_at)
    reached(tx, reviewer, article)
    acts.note(tx, reviewer, "article.approved", article_id, revision=review.revision)
    words = words_of(revision) | rendered(tx, revision.body)
    out = {"state": PUBLISHED, "merged_into": None, "published_at": at, "updated_at": tx.now}
    changed = tell(tx, article, articles.change(tx, article, None, words | out))
    give(tx, review.asked_by, notice.APPROVED, changed, reviewer.id, remark)
    return decided


def send_back(tx: Transaction, reviewer: Viewer, article_id: str, version: int | None, reason: str) -> Review:
    """Say no to a review read at `version`, and why. Raises Forbidden, Missing, Stale, Refused."""
    article = articles.held(tx, article_id)
    reached(tx, reviewer, article)
    review = reviews.last(tx, article_id)
    check_can_decide(reviewer, review)
    decided = _decide(tx, reviewer, review, version, RETURNED, reason)
    acts.note(tx, reviewer, "article.returned", article_id, revision=review.revision)
    give(tx, review.asked_by, notice.RETURNED, article, reviewer.id, reason)
    return decided


def remark_on_review(tx: Transaction, viewer: Viewer, article_id: str, body: str) -> Remark:
    """Say something about what waits. Raises Forbidden, Missing, Refused."""
    article = articles.held(tx, article_id)
    reached(tx, viewer, article)
    review = reviews.last(tx, article_id)
    check_can_remark(viewer, review)
    give(tx, review.asked_by, notice.REMARKED, article, viewer.id, body)
    return _say(tx, viewer, review, body)


def _decide(tx: Transaction, reviewer: Viewer, review: Review, version: int | None, state: str, reason: str) -> Review:
    values = {"state": state, "decided_by": reviewer.id, "decided_at": tx.now, "reason": reason}
    return reviews.change(tx, review, version, values)


def _say(tx: Transaction, viewer: Viewer, review: Review, body: str) -> Remark:
    remark = Remark(new_id(), review.id, viewer.id, tx.now, body)
    reviews.add_remark(tx, remark)
    return remark
