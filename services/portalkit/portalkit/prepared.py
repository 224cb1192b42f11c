"""Statements that read or add a row, made ready once: their text, how parameters are written, how columns are read.

SQLAlchemy finds that out at every execution; for the small statements of a page it costs more than their rows do.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Row, Table, TextClause, text
from sqlalchemy.engine import result_tuple
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.expression import Executable, SelectBase
from sqlalchemy.types import TypeEngine

KEPT = 2000
SAVE, UNDO, RELEASE = (text(f"{word} SAVEPOINT attempt".strip()) for word in ("", "ROLLBACK TO", "RELEASE"))
Shape = tuple[tuple[str, int | None], ...]  # the names of the parameters, and how long a list is
# By the dialect's class: every engine of a kind is made by the same function, so what is ready for one is for all.
_inserts: dict[tuple[Table, type[Dialect], tuple[str, ...]], "Insert"] = {}
_ready: dict[tuple[SelectBase, type[Dialect], Shape], "Prepared"] = {}


def rows(connection: Connection, statement: Executable, params: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """The rows of `statement`, the same as `connection.execute` gives, and the same faults.

    Whoever listens to the engine's statements hears of this one too: then SQLAlchemy executes it.
    """
    if not isinstance(statement, SelectBase) or connection.engine.dispatch.before_cursor_execute:
        return connection.execute(statement, params).all()
    dialect = connection.dialect
    shape = tuple((name, len(value) if isinstance(value, list) else None) for name, value in params.items())
    try:
        prepared = _ready.get((statement, type(dialect), shape))
        if prepared is None:
            if len(_ready) >= KEPT:
                _ready.clear()
            prepared = _ready[statement, type(dialect), shape] = Prepared(statement, dialect, params)
        written = prepared.written(params)
    except SQLAlchemyError:
        return connection.execute(statement, params).all()  # fails too, and says what is wrong as everywhere
    cursor = connection.connection.cursor()
    try:
        cursor.execute(prepared.text, written)
        return prepared.read(cursor.fetchall())
    except dialect.loaded_dbapi.Error as fault:
        # As SQLAlchemy tells it; and a connection that was lost is not used again.
        connection._handle_dbapi_exception(fault, prepared.text, None, cursor, None)


def insert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Add a row of `values` in the transaction that has begun: what `table.insert()` would add, and the same faults."""
    names = tuple(values)
    key = (table, type(connection.dialect), names)
    ready = _inserts.get(key)
    if ready is None:
        ready = _inserts[key] = Insert(table, connection.dialect, names)
    if ready.text is None or connection.engine.dispatch.before_cursor_execute:
        connection.execute(table.insert(), values)
    else:
        _run(connection, ready.text, ready.written(values))


def run(connection: Connection, statement: TextClause) -> None:
    """Run a statement that is written out and takes no parameters."""
    if connection.engine.dispatch.before_cursor_execute:
        connection.execute(statement)
    else:
        _run(connection, statement.text, None)


def attempt(connection: Connection, work: Callable[[], object]) -> Exception | None:
    """Do `work` within a transaction. If it raises, what it wrote is undone, and its exception is given back."""
    run(connection, SAVE)
    try:
        work()
    except Exception as fault:
        run(connection, UNDO)
        run(connection, RELEASE)
        return fault
    run(connection, RELEASE)
    return None


def commit(connection: Connection) -> None:
    """Commit what the driver has begun, if anything; the same faults as those of SQLAlchemy's own commit."""
    try:
        connection.connection.commit()
    except connection.dialect.loaded_dbapi.Error as fault:
        connection._handle_dbapi_exception(fault, "COMMIT", None, None, None)


def _run(connection: Connection, text: str, written: Any) -> None:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(text) if written is None else cursor.execute(text, written)
    except connection.dialect.loaded_dbapi.Error as fault:
        connection._handle_dbapi_exception(fault, text, None, cursor, None)
    cursor.close()


class Insert:
    """How rows with these columns are added to a table. Has no text when SQLAlchemy has to fill in the others."""

    def __init__(self, table: Table, dialect: Dialect, names: tuple[str, ...]) -> None:
        filled = any(column.default is not None and column.name not in names for column in table.columns)
        compiled: Any = table.insert().inline().compile(dialect=dialect, column_keys=list(names))
        self.text: str | None = None if filled else compiled.string
        self._order = compiled.positiontup
        self._writes = [(name, compiled._bind_processors.get(name)) for name in self._order or names]

    def written(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them."""
        pairs = [(name, values[name] if write is None else write(values[name])) for name, write in self._writes]
        return dict(pairs) if self._order is None else [value for _, value in pairs]


class Prepared:
    """A statement for one dialect, and for parameters of one shape."""

    def __init__(self, statement: SelectBase, dialect: Dialect, params: Mapping[str, Any]) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        state = compiled.construct_expanded_state(dict(params))
        of_lists = {
            each: (name, number)
            for name, members in state.parameter_expansion.items()
            for number, each in enumerate(members)
        }
        self.text: str = state.statement
        names = state.positiontup
        self._blank: Any = dict(state.parameters) if names is None else [state.parameters[name] for name in names]
        self._given = []
        for place, each in zip(self._blank, self._blank) if names is None else enumerate(names):
            name, number = of_lists.get(each, (each, None))
            write = _known(compiled.binds[name].type, dialect).bind_processor(dialect)
            if name in params:
                self._given.append((place, name, number, write))
            elif write is not None:
                self._blank[place] = write(self._blank[place])
        columns = list(statement.selected_columns)
        self._row = result_tuple([str(column.key) for column in columns])
        reads = [_known(column.type, dialect).result_processor(dialect, None) for column in columns]
        self._reads = [(place, read) for place, read in enumerate(reads) if read is not None]

    def written(self, params: Mapping[str, Any]) -> Any:
        """The parameters as the driver takes them."""
        values = self._blank.copy()
        for place, name, number, write in self._given:
            value = params[name] if number is None else params[name][number]
            values[place] = value if write is None else write(value)
        return values

    def read(self, found: Sequence[Sequence[Any]]) -> list[Row[Any]]:
        """The driver's rows, with values of the types that the columns have."""
        if not self._reads:
            return list(map(self._row, found))
        made = []
        for each in found:
            values = list(each)
            for place, read in self._reads:
                values[place] = read(values[place])
            made.append(self._row(values))
        return made


def _known(type: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    """The type as the dialect has it."""
    return type.dialect_impl(dialect)
