"""Statements that are made from a table and some names, each once."""

from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Select, String, Table
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class NoWayIn(FunctionElement[str]):
    """A column by which no index is entered: what a reader may see is nearly all, and what was asked for is little.

    SQLite would gather the one, and only then look for the other. PostgreSQL works out what costs less; there it has to
    be the bare column, as it knows of no expression how many rows will do.
    """

    type = String()
    inherit_cache = True


@compiles(NoWayIn)
def _bare(element: NoWayIn, compiler: SQLCompiler, **more: Any) -> str:
    return compiler.process(element.clauses, **more)


@compiles(NoWayIn, "sqlite")
def _as_expression(element: NoWayIn, compiler: SQLCompiler, **more: Any) -> str:
    return f"({_bare(element, compiler, **more)} || '')"


@cache
def with_state(boundary: Select[Any], state: Select[Any]) -> Select[Any]:
    """`boundary` with the value of `state` beside it."""
    return boundary.add_columns(state.scalar_subquery())


@cache
def putting(table: Table, names: tuple[str, ...]) -> Insert:
    """Add a row, or write it over the one with the same primary key."""
    statement, keys = insert_or(table), [each.name for each in table.primary_key.columns]
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    if not rest:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


@cache
def keeping(table: Table, names: tuple[str, ...]) -> Insert:
    """Add a row, or write it over the one with the same id if its version is newer."""
    statement = insert_or(table)
    written = {name: statement.excluded[name] for name in names if name != "id"}
    newer = table.c.version < statement.excluded.version
    return statement.on_conflict_do_update(index_elements=["id"], set_=written, where=newer)


def values_of(table: Table, thing: Any) -> dict[str, Any]:
    """The fields of a dataclass that are columns of `table`."""
    kind: Any = type(thing)
    return {name: getattr(thing, name) for name in _shared(table, kind)}


@cache
def _shared(table: Table, kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name in table.c)
