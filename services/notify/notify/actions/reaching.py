"""Say before it is written what a new topic in a category would take of the attention of those who follow that."""

from collections.abc import Sequence
from dataclasses import dataclass

from notify.actions.planning import in_parts
from notify.model import delivery as words
from notify.model.attention import NONE, NOW, QUIET, Budget, Caps, Plan, Wishes, plan, week_of
from notify.model.message import NO_TOPIC, TOPIC_ASKED, Fact, receivers
from notify.model.sender import APART, Told, group_of, told
from notify.model.sending import PREFERENCE
from notify.model.times import Times
from notify.store import budgets, copies, messages, preferences, times
from portalkit.database import Reading
from portalkit.errors import Missing
from portalkit.viewer import Viewer, satisfies

MOST = 1000  # followers that are looked at


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom it would be told to, how, and why; `spends` per cent of what they can still get at once this week.

    `partly`: there are more who follow it, and these alone were looked at.
    """

    told: Told
    spends: int | None
    partly: bool


def reach(db: Reading, caps: Caps, staff: Viewer, category_id: str) -> Reach:
    """What a topic that `staff` wrote in this category now would do. Raises Missing."""
    category = copies.category(db, category_id)
    if category is None or not satisfies(staff, category.audience_key):
        raise Missing()
    fact = Fact(TOPIC_ASKED, "", NO_TOPIC, None, staff.id, (category.audience_key,))
    followers = messages.followers(db, "category", category_id, "", MOST)
    plans, room = _outlook(db, caps, receivers(fact, followers))
    found = told((_group(each), 1) for each in plans)
    at_once = sum(each.mail == NOW for each in plans)
    spends = round(100 * at_once / room) if room and len(plans) >= APART else None
    return Reach(found, spends, len(followers) == MOST)


def _outlook(db: Reading, caps: Caps, persons: Sequence[str]) -> tuple[list[Plan], int]:
    """How each would get one more message now, and how many more mails all of them can get at once this week."""
    wishes: dict[str, Wishes] = in_parts(persons, lambda some: preferences.of_kind(db, some, TOPIC_ASKED))
    when: dict[str, Times] = in_parts(persons, lambda some: times.of(db, some))
    weeks: dict[str, list[str]] = {}
    for person in persons:
        clock = when.get(person, Times())
        weeks.setdefault(week_of(clock.day(clock.awake(db.now))), []).append(person)
    plans, room = [], 0
    for week, people in weeks.items():
        spent: dict[str, Budget] = in_parts(people, lambda some, week=week: budgets.of(db, week, some))  # type: ignore[misc]
        for person in people:
            budget, wish = spent.get(person) or Budget(), wishes.get(person, Wishes())
            room += max(0, caps.week - budget.spent) if wish.mail == NOW else 0
            plans.append(plan(TOPIC_ASKED, wish, when.get(person, Times()), budget, caps, db.now))
    return plans, room


def _group(planned: Plan) -> tuple[str, str]:
    if planned.mail == NONE:
        full = planned.nth is not None
        return group_of(words.SUPPRESSED, words.CAP if full else PREFERENCE, planned.why)
    return group_of(words.WAITING, words.QUIET if planned.why == QUIET else words.TURN, planned.why)
