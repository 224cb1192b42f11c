"""Plan how each message reaches its receiver, and count what is sent, in the transaction that makes it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from notify.model.attention import Budget, Caps, Plan, Wishes, is_counted, plan, week_of
from notify.model.times import Times
from notify.store import budgets, places, preferences, times
from portalkit.database import Transaction

AT_ONCE = 500  # persons asked for in one statement
KEPT = timedelta(weeks=3)


class Planner:
    """Plans messages of one `kind` for some persons, whose budgets it holds until the transaction ends."""

    def __init__(self, tx: Transaction, kind: str, persons: Sequence[str], caps: Caps) -> None:
        self._kind, self._caps, self._now = kind, caps, tx.now
        self._wishes: dict[str, Wishes] = in_parts(persons, lambda some: preferences.of_kind(tx, some, kind))
        self._times: dict[str, Times] = in_parts(persons, lambda some: times.of(tx, some))
        self._places: dict[str, list[tuple[str, str]]] = in_parts(persons, lambda some: places.open_to(tx, some, kind))
        counted = [person for person in persons if self._is_counted(person)]
        self._weeks: dict[str, dict[str, Budget]] = {}
        for week in sorted({self._week(person) for person in counted}):
            mine = sorted(person for person in counted if self._week(person) == week)
            self._weeks[week] = in_parts(mine, lambda some, week=week: budgets.hold(tx, week, some))  # type: ignore[misc]

    def plan(self, person: str) -> Plan:
        """How one more message reaches `person`."""
        budget = self._weeks.get(self._week(person), {}).get(person) or Budget()
        wishes = self._wishes.get(person, Wishes())
        also = bool(self.places(person))
        return plan(self._kind, wishes, self._when(person), budget, self._caps, self._now, also)

    def places(self, person: str) -> list[tuple[str, str]]:
        """Where else than by mail `person` wants these: channel and id of each place."""
        return self._places.get(person, [])

    def spend(self, tx: Transaction) -> None:
        """Write what was counted."""
        for week, held in self._weeks.items():
            budgets.spend(tx, week, held)

    def _is_counted(self, person: str) -> bool:
        return is_counted(self._kind, self._wishes.get(person, Wishes()), bool(self.places(person)))

    def _when(self, person: str) -> Times:
        return self._times.get(person, Times())

    def _week(self, person: str) -> str:
        when = self._when(person)
        return week_of(when.day(when.awake(self._now)))


def forget_budgets(tx: Transaction) -> None:
    """Forget what was sent in weeks that are over."""
    budgets.forget(tx, week_of((tx.now - KEPT).date()))


def in_parts(persons: Sequence[str], of: Callable[[list[str]], dict[str, Any]]) -> dict[str, Any]:
    """What `of` finds for these persons, asked for some of them at a time."""
    found: dict[str, Any] = {}
    for some in range(0, len(persons), AT_ONCE):
        found |= of(list(persons[some : some + AT_ONCE]))
    return found
