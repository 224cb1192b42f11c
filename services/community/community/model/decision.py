"""What a decision is: a moderator hid a post for a reason, which its writer may appeal against once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Refused
from portalkit.posts import MODERATOR
from portalkit.viewer import Viewer, key_parts

APPEAL_MOST = 2000
OUTCOMES = ("upheld", "reversed")


@dataclass(frozen=True, slots=True)
class Decision:
    """That a post is hidden. It ends when the post is shown again; an appeal that is turned down leaves it as it is."""

    id: str
    kind: str  # topic | reply
    thing_id: str
    topic_id: str
    author_id: str
    made_by: str
    reason: str
    made_at: datetime
    appeal: str | None = None
    appealed_at: datetime | None = None
    outcome: str | None = None  # upheld | reversed
    outcome_reason: str = ""
    ended_by: str | None = None
    ended_at: datetime | None = None
    version: int = 1

    @property
    def waits(self) -> bool:
        """Whether an appeal waits for a moderator."""
        return self.appeal is not None and self.outcome is None


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who may decide, as far as the copy of accounts tells."""

    id: str
    audiences: list[str]

    def reads(self, *keys: str) -> bool:
        """Whether they are in all audiences that these keys demand."""
        return set(self.audiences).issuperset(part for key in keys for part in key_parts(key))


def may_appeal(viewer: Viewer, author_id: str, appealed: bool, ended: bool) -> bool:
    """Who wrote the post, once, while it is hidden."""
    return viewer.signed_in and viewer.id == author_id and not appealed and not ended


def check_can_appeal(decision: Decision) -> None:
    """Raise Refused when its writer has appealed before, or has no reason to any more."""
    if decision.appeal is not None:
        raise Refused("appealed-already", "You have appealed already. It can be done once.")
    if decision.outcome is not None:
        raise Refused("shown-already", "This has been shown again already.")


def is_other(viewer: Viewer, made_by: str, others: Iterable[Moderator], *keys: str) -> bool:
    """Whether `viewer` may judge what `made_by` decided: anybody else, or the same one where nobody else can.

    `keys` are what the post demands of its readers, who alone can judge it.
    """
    return viewer.id != made_by or not any(one.id != viewer.id and one.reads(*keys) for one in others)


def check_can_decide(viewer: Viewer, decision: Decision, others: Iterable[Moderator], *keys: str) -> None:
    """Raise Refused unless there is an appeal and `viewer` may judge it."""
    if not viewer.has(MODERATOR):
        raise Refused("not-a-moderator", "Only moderators decide about appeals.", 403)
    if not decision.waits:
        raise Refused("no-appeal", "There is no appeal to decide about, or somebody has decided already.")
    if not is_other(viewer, decision.made_by, others, *keys):
        raise Refused("your-own-decision", "You hid this yourself, so another moderator decides about the appeal.", 403)
