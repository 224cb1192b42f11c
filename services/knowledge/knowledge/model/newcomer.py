"""What holds for people who are new here, besides what does so everywhere (portalkit.newcomers)."""

from dataclasses import dataclass

from portalkit.newcomers import Limits as EverybodysLimits


@dataclass(frozen=True, slots=True)
class Limits(EverybodysLimits):
    """How many comments they may write in a day, too."""

    comments_a_day: int


NONE = Limits(0, 0, 0)
