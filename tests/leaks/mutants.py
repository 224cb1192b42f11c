"""Portals that leak: statements that forgot to ask one thing, put in the place of the real ones."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Column, and_, true
from sqlalchemy.sql import ClauseElement, Executable
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, Grouping, UnaryExpression
from sqlalchemy.sql.operators import and_ as both
from sqlalchemy.sql.selectable import CompoundSelect, Join, Select
from sqlalchemy.sql.visitors import cloned_traverse

from portalkit.statements import NoWayIn

Statement = Select[Any] | CompoundSelect


def statements(module: ModuleType) -> Iterator[tuple[str, Any, Statement]]:
    """Every statement that a module keeps: the constant, the key in it if that is a dict, and itself."""
    for name, value in vars(module).items():
        if isinstance(value, Select | CompoundSelect):
            yield name, None, value
        elif isinstance(value, dict) and not name.startswith("_"):
            yield from ((name, key, each) for key, each in value.items() if isinstance(each, Select | CompoundSelect))


def forgets(statement: Executable, column: Column[Any]) -> Any:
    """The statement without what it asks of `column`, wherever it does."""

    def in_select(select: Any) -> None:
        select._where_criteria = tuple(
            kept for each in select._where_criteria if (kept := _without(each, column)) is not None
        )

    def in_join(join: Join) -> None:
        kept = _without(join.onclause, column) if join.onclause is not None else None
        join.onclause = kept if kept is not None else true()

    return cloned_traverse(statement, {}, {"select": in_select, "join": in_join})


def _without(clause: ClauseElement, column: Column[Any]) -> Any:
    if isinstance(clause, Grouping):
        return _without(clause.element, column)
    if isinstance(clause, BooleanClauseList) and clause.operator is both:
        kept = [each for part in clause.clauses if (each := _without(part, column)) is not None]
        return and_(*kept) if kept else None
    return None if _asks_of(clause, column) else clause


def _asks_of(clause: ClauseElement, column: Column[Any]) -> bool:
    """Whether a condition is about this column: alone, on its left side, or as one of several that would do."""
    if isinstance(clause, Grouping | UnaryExpression):
        return _asks_of(clause.element, column)
    if isinstance(clause, BooleanClauseList):
        return any(_asks_of(part, column) for part in clause.clauses)
    if isinstance(clause, NoWayIn):
        return any(_asks_of(part, column) for part in clause.clauses)
    if isinstance(clause, BinaryExpression):
        return not isinstance(clause.right, Column) and _asks_of(clause.left, column)
    there = getattr(clause, "table", None)
    return isinstance(clause, Column) and clause.name == column.name and there is column.table


def forget(patch: pytest.MonkeyPatch, module: ModuleType, column: Column[Any]) -> list[str]:
    """Have all statements of a module forget to ask of `column`; the names of those that did ask."""
    changed = []
    for name, key, statement in list(statements(module)):
        made = forgets(statement, column)
        if str(made) != str(statement):
            changed.append(name)
            if key is None:
                patch.setattr(module, name, made)
            else:
                patch.setitem(getattr(module, name), key, made)
    return changed
