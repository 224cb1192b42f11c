"""Rows of how much has been sent to whom in which week."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_or

from notify.model.attention import Budget
from notify.store.tables import budgets
from portalkit.database import Reading, Transaction, listed, param

BEGIN = insert_or(budgets).on_conflict_do_nothing()
THEIRS = (
    select(budgets.c.person, budgets.c.days, budgets.c.spent)
    .where(budgets.c.week == param("of_week"), budgets.c.person.in_(listed("persons")))
    .order_by(budgets.c.person)
)
MINE = THEIRS.with_for_update()  # in one order for all, so that two who want the same persons wait for each other once
SPEND = (
    budgets.update()
    .where(budgets.c.person == param("of_person"), budgets.c.week == param("of_week"))
    .values(days=param("new_days"), spent=param("new_spent"))
)
FORGET = budgets.delete().where(budgets.c.week < param("before"))


def hold(tx: Transaction, week: str, persons: Iterable[str]) -> dict[str, Budget]:
    """These persons' budgets of a week. Nobody else reads or spends them until the transaction ends."""
    wanted = sorted(set(persons))
    rows = tx.rows(MINE, of_week=week, persons=wanted) if wanted else []
    if len(rows) < len(wanted):
        new = set(wanted).difference(row.person for row in rows)
        tx.execute_many(BEGIN, [{"person": one, "week": week, "days": [0] * 7, "spent": 0} for one in sorted(new)])
        rows = tx.rows(MINE, of_week=week, persons=wanted)
    return {row.person: Budget(list(row.days), row.spent) for row in rows}


def of(db: Reading, week: str, persons: Sequence[str]) -> dict[str, Budget]:
    """These persons' budgets of a week, as they stand just now; who has spent nothing is not among them."""
    rows = db.rows(THEIRS, of_week=week, persons=list(persons))
    return {row.person: Budget(list(row.days), row.spent) for row in rows}


def spend(tx: Transaction, week: str, held: dict[str, Budget]) -> None:
    """Write the budgets that were held."""
    rows = [
        {"of_person": person, "of_week": week, "new_days": budget.days, "new_spent": budget.spent}
        for person, budget in held.items()
    ]
    tx.execute_many(SPEND, rows)


def forget(tx: Transaction, before: str) -> None:
    """Drop weeks that are over."""
    tx.execute(FORGET, before=before)
