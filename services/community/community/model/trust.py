"""What the level opens that somebody has earned: how far they are trusted who would otherwise be held as new."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from community.model.badge import LEVELS
from community.model.newcomer import Limits
from portalkit.errors import Invalid

A_DAY_MOST, DAYS_MOST, ACCEPTED_MOST, LOST_MOST = 1000, 3650, 1000, 365
TOPICS, REPLIES, LINKS, CONVERSATIONS, MESSAGES = "topics", "replies", "links", "conversations", "messages"
NO_LIMIT = 0  # of topics and replies a day


@dataclass(frozen=True, slots=True)
class Level:
    """What has to be earned, besides the points of the level, and what it opens.

    `topics` and `replies` a day (0: without limit) and `links` that nobody looks at first are for those who are new by
    their days and posts: for all others there is no such limit. `conversations` begun in a day and `messages` in an
    hour hold for everybody.
    """

    days: int
    accepted: int
    topics: int
    replies: int
    links: bool
    conversations: int
    messages: int

    def more(self, what: str, than: "Level") -> bool:
        """Whether it opens more of something."""
        ours, theirs = getattr(self, what), getattr(than, what)
        if what in (TOPICS, REPLIES):
            return bool(theirs) and (not ours or ours > theirs)
        return bool(ours > theirs)


STANDARD = (
    Level(0, 0, 1, 1, False, 10, 60),  # how much they write who have earned nothing, the operator says
    Level(1, 1, 10, 50, True, 10, 60),
    Level(1, 3, NO_LIMIT, NO_LIMIT, True, 20, 120),
    Level(14, 10, NO_LIMIT, NO_LIMIT, True, 40, 120),
    Level(30, 20, NO_LIMIT, NO_LIMIT, True, 60, 240),
)


@dataclass(frozen=True, slots=True)
class Ladder:
    """All levels, and for how many days they are lost when a moderator had to take something away (0: they are not)."""

    version: int = 1
    levels: tuple[Level, ...] = field(default=STANDARD)
    lost_days: int = 30

    def below(self, limits: Limits) -> "Ladder":
        """With what the operator lets those write who have earned nothing yet; nobody may do less."""
        first = replace(self.levels[0], topics=limits.topics_a_day, replies=limits.replies_a_day)
        above = (
            replace(each, topics=_at_least(each.topics, first.topics), replies=_at_least(each.replies, first.replies))
            for each in self.levels[1:]
        )
        return replace(self, levels=(first, *above))


def _at_least(number: int, least: int) -> int:
    return max(number, least) if number and least else NO_LIMIT


@dataclass(frozen=True, slots=True)
class Earned:
    """What somebody has by now: points, days here, answers that were accepted; and when something was taken away."""

    points: int
    joined_at: datetime | None
    accepted: int
    hidden_at: datetime | None = None

    def days(self, now: datetime) -> int:
        """How many whole days somebody is here: many, if it is so long that nobody knows."""
        return (now - self.joined_at).days if self.joined_at else DAYS_MOST


@dataclass(frozen=True, slots=True)
class Trust:
    """Where somebody stands: the number of the level, until when a higher one is lost, and what there is to earn."""

    ladder: Ladder
    number: int
    lost_until: datetime | None = None

    @property
    def level(self) -> Level:
        """What is open."""
        return self.ladder.levels[self.number - 1]

    def opener(self, what: str) -> str | None:
        """The name of the next level that opens more of something, if there is one."""
        numbers = range(self.number + 1, len(LEVELS) + 1)
        return next((LEVELS[each - 1][1] for each in numbers if self._opens(each, what)), None)

    def _opens(self, number: int, what: str) -> bool:
        return self.ladder.levels[number - 1].more(what, self.level)


def trust(ladder: Ladder, earned: Earned, now: datetime) -> Trust:
    """Where somebody stands with what they have earned: each level stands on the one below it."""
    pairs = zip(ladder.levels, LEVELS, strict=True)
    has = (earned.points, earned.days(now), earned.accepted)
    reached = sum(1 for _ in takewhile(lambda pair: _enough(has, (pair[1][0], pair[0].days, pair[0].accepted)), pairs))
    number = max(1, reached)  # the first is everybody's, even with less than no points
    lost = earned.hidden_at and earned.hidden_at + timedelta(days=ladder.lost_days)
    if lost and lost > now:
        return Trust(ladder, 1, lost)
    return Trust(ladder, number)


def _enough(has: tuple[int, ...], needed: tuple[int, ...]) -> bool:
    return all(one >= least for one, least in zip(has, needed, strict=True))


def checked_ladder(version: int, sent: list[dict[str, Any]], lost_days: int) -> Ladder:
    """New levels from what was sent for each. Raises Invalid unless they rise, in what they ask for and what they open.

    The first is everybody's, so that it asks for nothing.
    """
    first, *above = (Level(**each) for each in sent)
    lowest = STANDARD[0]
    levels = (replace(lowest, conversations=first.conversations, messages=first.messages), *above)
    for one, next_one in zip(levels, levels[1:], strict=False):
        if next_one.days < one.days or next_one.accepted < one.accepted:
            raise Invalid({"levels": ["A higher level asks for as much as the one below it, or for more."]})
        if any(one.more(what, next_one) for what in (TOPICS, REPLIES, LINKS, CONVERSATIONS, MESSAGES)):
            raise Invalid({"levels": ["A higher level opens as much as the one below it, or more."]})
    return Ladder(version, levels, lost_days)
