"""What a vote is: whether an article helped somebody, and if not, why."""

from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Invalid, Refused
from portalkit.viewer import Viewer

OUTDATED, UNCLEAR, WRONG, UNANSWERED, OTHER = "outdated", "unclear", "wrong", "unanswered", "other"
REASONS = {  # why it did not help, as its owner reads it
    OUTDATED: "It is outdated",
    UNCLEAR: "It is hard to understand",
    WRONG: "Something in it is wrong",
    UNANSWERED: "It does not answer the question",
    OTHER: "Something else",
}
UNHELPFUL = "article-unhelpful"  # what an owner is told
ENOUGH, MOSTLY = 5, 80  # so many votes, so many in a hundred of them good: an article that helps
OF_BROWSER = "b-"  # begins the key of a visitor's browser, so that it is nobody's id


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person, or one visitor's browser, says of an article: once, and as often anew as they like.

    `of_version` is the article's when it was said.
    """

    id: str
    article_id: str
    voter: str
    helpful: bool
    reason: str | None
    text: str
    of_version: int
    voted_at: datetime


def voter_of(viewer: Viewer, browser: str | None) -> str:
    """Whose vote it is. Raises Refused for a visitor without a browser's key."""
    if viewer.signed_in:
        return viewer.id
    if browser is None:
        raise Refused("nobody", "Say whose vote this is.", 422)
    return f"{OF_BROWSER}{browser}"


def check_can_vote(viewer: Viewer, author_id: str) -> None:
    """Raise Refused for an article's own author."""
    if viewer.id == author_id:
        raise Refused("own-article", "You wrote this article, so others say whether it helps.")


def check_reason(helpful: bool, reason: str | None, text: str) -> None:
    """Raise Invalid when what did not help has no reason, or "something else" no words."""
    if helpful:
        return
    if reason is None:
        raise Invalid({"reason": ["Choose what was missing."]})
    if reason == OTHER and not text.strip():
        raise Invalid({"text": ["Say in a few words what it is."]})


def said(vote: Vote) -> str:
    """A vote's reason and words in one line."""
    reason = REASONS.get(vote.reason or "", "")
    return f"{reason}: {vote.text}" if vote.text else f"{reason}."


def helps(helpful: int, unhelpful: int) -> bool:
    """Whether enough people say so, and most of them."""
    votes = helpful + unhelpful
    return votes >= ENOUGH and helpful * 100 >= votes * MOSTLY
