"""Levels that follow from points, and badges that are given once."""

from dataclasses import dataclass
from typing import Any

LEVELS = ((0, "Newcomer"), (25, "Contributor"), (100, "Regular"), (300, "Expert"), (1000, "Mentor"))
DAYS = "days"


@dataclass(frozen=True, slots=True)
class Badge:
    """`number` of what `measure` counts earns it."""

    id: str
    title: str
    text: str
    measure: str
    number: int


BADGES = (
    Badge("first-answer", "First accepted answer", "An answer was accepted.", "accepted", 1),
    Badge("ten-answers", "Ten accepted answers", "Ten answers were accepted.", "accepted", 10),
    Badge("hundred-answers", "Hundred accepted answers", "A hundred answers were accepted.", "accepted", 100),
    Badge("ten-votes", "Helpful", "Ten people said that something helped.", "voted", 10),
    Badge("hundred-votes", "Very helpful", "A hundred times somebody said that something helped.", "voted", 100),
    Badge("thirty-days", "Here for others", "Answered somebody's question on thirty days.", DAYS, 30),
)
BY_ID = {badge.id: badge for badge in BADGES}


def level(points: int) -> dict[str, Any]:
    """The level somebody has reached: its number, its name, and the points from which the next one is reached."""
    number = sum(points >= least for least, _ in LEVELS) or 1
    return {
        "number": number,
        "name": LEVELS[number - 1][1],
        "next_at": LEVELS[number][0] if number < len(LEVELS) else None,
    }


def level_name(points: int | None) -> str | None:
    """What stands beside a name: nothing for those who have just begun."""
    return level(points)["name"] if points and points >= LEVELS[1][0] else None


def earned(counts: dict[str, int]) -> list[Badge]:
    """The badges that these counts are enough for; a measure that is not counted earns nothing."""
    return [badge for badge in BADGES if counts.get(badge.measure, 0) >= badge.number]
