"""What became of the mails about somebody's own post, as its writer reads it: numbers with reasons, never who."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from notify.model import delivery as words
from notify.model.attention import DAY_FULL, KIND_DAILY, KIND_WEEKLY, WEEK_FULL
from notify.model.message import MENTIONED, REPLY_POSTED, TOPIC_ASKED
from notify.model.sending import NOTHING_LEFT, PREFERENCE, RETURNED, UNFOLLOWED

OF_POSTS = (TOPIC_ASKED, REPLY_POSTED, MENTIONED)
SMALL = 5  # a smaller number is not told: who follows a thing may be known, and so who it is
APART = 10  # of fewer people nothing but their number is told, as each reason would fit few of them
NOW, LATER, DIGEST, NONE = "now", "later", "digest", "none"
WANTED, QUIET, CAP, WISH, READ, BACK, OTHER = "wanted", "quiet", "cap", "wish", "read", "returned", "other"
WAYS = (NOW, LATER, DIGEST, NONE)
WHYS = (WANTED, QUIET, CAP, WISH, READ, BACK, OTHER)
_SUPPRESSED = {words.CAP: CAP, PREFERENCE: WISH, UNFOLLOWED: WISH, NOTHING_LEFT: READ, RETURNED: BACK}
_GATHERED = {DAY_FULL: CAP, WEEK_FULL: CAP, KIND_DAILY: WISH, KIND_WEEKLY: WISH}


@dataclass(frozen=True, slots=True)
class Group:
    """How a mail went, and why so, to how many. None: to fewer than five, at least one."""

    how: str
    why: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a post was told to. Without `groups` there were too few; without a `number` the groups do not add up."""

    number: int | None
    groups: Sequence[Group]


def group_of(outcome: str, reason: str | None, why: str | None) -> tuple[str, str]:
    """How and why, of a mail with this outcome and its reason, that was planned so because of `why`.

    What ended is forgotten after some days, and then it counts as it was planned.
    """
    if outcome == words.SUPPRESSED:
        return NONE, _SUPPRESSED.get(reason or "", OTHER)
    if outcome == words.FAILED:
        return NONE, OTHER
    if why in _GATHERED:
        return DIGEST, _GATHERED[why]
    return (LATER, QUIET) if reason == words.QUIET else (NOW, WANTED)


def told(counted: Iterable[tuple[tuple[str, str], int]]) -> Told:
    """What its writer reads of these numbers, by how and why."""
    numbers: dict[tuple[str, str], int] = {}
    for key, number in counted:
        numbers[key] = numbers.get(key, 0) + number
    whole = sum(numbers.values())
    if whole < APART:
        return Told(whole if whole >= SMALL or not whole else None, ())
    ordered = sorted(numbers, key=lambda key: (WAYS.index(key[0]), WHYS.index(key[1])))
    groups = [Group(*key, numbers[key] if numbers[key] >= SMALL else None) for key in ordered]
    return Told(whole if all(each.number for each in groups) else None, groups)
