"""What holds for people who are new here, besides what does so everywhere (portalkit.newcomers)."""

from dataclasses import dataclass

from portalkit.newcomers import Limits as EverybodysLimits

MENTIONS_MOST = 2


@dataclass(frozen=True, slots=True)
class Limits(EverybodysLimits):
    """How much they may write in a day, too."""

    topics_a_day: int
    replies_a_day: int


NONE = Limits(0, 0, 0, 0)
