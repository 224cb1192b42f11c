"""What holds for decisions about what people write, wherever that stands: a moderator hid it for a reason, which its
writer may appeal against once, and somebody else judges the appeal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from portalkit.errors import Refused
from portalkit.posts import MODERATOR
from portalkit.viewer import Viewer, key_parts

APPEAL_MOST = 2000
UPHELD, REVERSED = OUTCOMES = ("upheld", "reversed")


class Decided(Protocol):
    """A decision, of whatever service."""

    @property
    def made_by(self) -> str:
        """Who hid it."""

    @property
    def appeal(self) -> str | None:
        """What its writer says to that."""

    @property
    def outcome(self) -> str | None:
        """What became of it; none while it holds and nobody has judged."""


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who may decide, as far as the copy of accounts tells."""

    id: str
    audiences: list[str]

    def reads(self, *keys: str) -> bool:
        """Whether they are in all audiences that these keys demand."""
        return set(self.audiences).issuperset(part for key in keys for part in key_parts(key))


def waits(decision: Decided) -> bool:
    """Whether an appeal waits for a moderator."""
    return decision.appeal is not None and decision.outcome is None


def check_can_appeal(decision: Decided) -> None:
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


def check_can_decide(viewer: Viewer, decision: Decided, others: Iterable[Moderator], *keys: str) -> None:
    """Raise Refused unless there is an appeal and `viewer` may judge it."""
    if not viewer.has(MODERATOR):
        raise Refused("not-a-moderator", "Only moderators decide about appeals.", 403)
    if not waits(decision):
        raise Refused("no-appeal", "There is no appeal to decide about, or somebody has decided already.")
    if not is_other(viewer, decision.made_by, others, *keys):
        raise Refused("your-own-decision", "You hid this yourself, so another moderator decides about the appeal.", 403)


def view(row: Any, viewer: Viewer, other: bool) -> dict[str, Any]:
    """A row of a decision as pages show it, without its post. `other`: the viewer may judge what was decided here."""
    mine = viewer.signed_in and viewer.id == row.author_id
    return {
        "id": row.id,
        "version": row.version,
        "reason": row.reason,
        "made_at": row.made_at,
        "appeal": row.appeal,
        "appealed_at": row.appealed_at,
        "outcome": row.outcome,
        "outcome_reason": row.outcome_reason,
        "ended_at": row.ended_at,
        "mine": mine,
        "can": {
            "appeal": mine and row.appeal is None and row.outcome is None,
            "judge": viewer.has(MODERATOR) and waits(row) and other,
        },
    }
