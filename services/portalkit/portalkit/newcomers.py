"""What holds for people who are new: they have said little yet, or have joined only now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portalkit.errors import Invalid, Throttled
from portalkit.viewer import Viewer

LINKS_MOST = 2
ADDED_LATER = "As long as you are new here, links cannot be added later. Put them into a reply, please."


@dataclass(frozen=True, slots=True)
class Limits:
    """For how many `days`, and until how many of their `posts` are shown, somebody is new; 0 days: nobody is.

    What somebody new writes with a link waits for a moderator until so many posts are shown.
    """

    days: int
    posts: int

    def are_for(self, writer: Viewer) -> bool:
        """Whether they could hold for `writer` at all: they never do for staff."""
        return self.days > 0 and writer.kind != "staff"


@dataclass(frozen=True, slots=True)
class Standing:
    """Since when somebody is here, as far as that is known, and how many posts of theirs are shown."""

    joined_at: datetime | None
    posts: int

    def is_new(self, limits: Limits, now: datetime) -> bool:
        """Whether the limits hold."""
        lately = self.joined_at is not None and now - self.joined_at < timedelta(days=limits.days)
        return lately or self.is_quiet(limits)

    def is_quiet(self, limits: Limits) -> bool:
        """Whether they have said little yet."""
        return self.posts < limits.posts


def check_links(links: int) -> None:
    """Raise Invalid when a text has more links than somebody new may give one."""
    if links > LINKS_MOST:
        raise Invalid({"body": [f"As long as you are new here, a text can have {LINKS_MOST} links at most."]})


def check_changed(standing: Standing, limits: Limits, now: datetime, links: int, before: int) -> None:
    """Raise Invalid when a text that somebody changed has more links than they may give one that is new."""
    if standing.is_new(limits, now):
        check_links(links)
        if standing.is_quiet(limits):
            check_no_more_links(links, before)


def too_many(fault: Throttled, many: str) -> Throttled:
    """The fault of somebody new who has written so `many` in a day, in words."""
    hours = max(1, round(timedelta(seconds=fault.retry_after) / timedelta(hours=1)))
    wait = "You can go on in an hour." if hours == 1 else f"You can go on in {hours} hours."
    return Throttled(fault.retry_after, f"As long as you are new here, you can write {many} a day. {wait}")


def check_no_more_links(links: int, before: int) -> None:
    """Raise Invalid when somebody new, who has said little, adds links to what others read already."""
    if links > before:
        raise Invalid({"body": [ADDED_LATER]})
