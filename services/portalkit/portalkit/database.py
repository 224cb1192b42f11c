"""A service's database: reading, writing in one transaction, and the only hand that publishes."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Row, Select, Table, and_, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import BindParameter, ColumnElement, Executable

from portalkit import prepared
from portalkit.clock import Clock, utc_now
from portalkit.errors import Missing
from portalkit.ids import new_id
from portalkit.statements import NoWayIn, keeping, putting, values_of, with_state
from portalkit.tables import audience_parts, outbox
from portalkit.tracing import bound
from portalkit.viewer import Viewer, key_parts
from portalkit.wake import Bell

T = TypeVar("T")


class Versioned(Protocol):
    """A thing that others are told of: it has an id and counts its changes."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...


param = bindparam


def listed(name: str) -> BindParameter[Any]:
    """A parameter that takes a list, for `column.in_(listed("ids"))`, so that such a statement is built once."""
    return bindparam(name, expanding=True)


def columns(table: Table, into: type[Any]) -> list[ColumnElement[Any]]:
    """The columns of `table` that fill the dataclass `into`, in the order of its fields."""
    return [table.c[field.name] for field in fields(into)]


_inside = case((audience_parts.c.audience.in_(listed("viewer_audiences")), 1), else_=0)
# One common table expression: a statement that asks several times works it out once.
_satisfied = select(audience_parts.c.key).group_by(audience_parts.c.key).having(func.min(_inside) == 1).cte("satisfied")
REGISTER = insert_or(audience_parts).on_conflict_do_nothing()


def satisfied_keys() -> Select[Any]:
    """The audience keys all of whose audiences the viewer is in. A key that nobody registered is not among them."""
    return select(_satisfied.c.key)


def readable_categories(categories: Table) -> Select[Any]:
    """The ids of the categories the viewer may read; a category's key already holds what its path demands."""
    return select(categories.c.id).where(categories.c.audience_key.in_(satisfied_keys()))


def visible(table: Table) -> ColumnElement[bool]:
    """The predicate "this viewer may read it": its own audiences and its category's are both satisfied.

    A statement that holds it can only be run with `viewer=`; without, SQLAlchemy refuses for the missing parameter.
    """
    categories = next(iter(table.c.category_id.foreign_keys)).column.table
    return and_(
        NoWayIn(table.c.category_id).in_(readable_categories(categories)),
        NoWayIn(table.c.audience_key).in_(satisfied_keys()),
    )


class Reading:
    """A consistent view of the database for the time of one `with` block. It cannot write."""

    def __init__(self, connection: Connection, now: datetime, backend: ModuleType) -> None:
        self._connection, self.now, self._backend = connection, now, backend

    def rows(self, statement: Executable, viewer: Viewer | None = None, **params: Any) -> Sequence[Row[Any]]:
        """The rows of `statement`; `viewer` fills what `visible` asks for, and `viewer_id`."""
        if viewer is not None:
            params |= {"viewer_audiences": list(viewer.audiences), "viewer_id": viewer.id}
        return prepared.rows(self._connection, statement, params)

    def all(
        self, statement: Executable, into: Callable[..., T], viewer: Viewer | None = None, **params: Any
    ) -> list[T]:
        """Every row as an `into`, whose fields are the statement's columns in order."""
        return [into(*row) for row in self.rows(statement, viewer, **params)]

    def find(
        self, statement: Executable, into: Callable[..., T], viewer: Viewer | None = None, **params: Any
    ) -> T | None:
        """The first row as an `into`, or None."""
        rows = self.rows(statement, viewer, **params)
        return into(*rows[0]) if rows else None

    def one(self, statement: Executable, into: Callable[..., T], viewer: Viewer | None = None, **params: Any) -> T:
        """The first row as an `into`. Raises Missing."""
        found = self.find(statement, into, viewer, **params)
        if found is None:
            raise Missing()
        return found

    def value(self, statement: Executable, viewer: Viewer | None = None, **params: Any) -> Any:
        """The first column of the first row, or None."""
        rows = self.rows(statement, viewer, **params)
        return rows[0][0] if rows else None

    def state(self, boundary: Select[Any] | None = None) -> str:
        """A text that differs whenever a business transaction has been committed since: for conditional reads.

        `boundary` is a row over `now` that changes when time alone changes what may be read; it is asked along.
        """
        if boundary is None:
            return str(self.value(self._backend.STATE) or 0)
        return repr(tuple(self.rows(with_state(boundary, self._backend.STATE), now=self.now)[0]))


class Transaction(Reading):
    """All or nothing: rows changed and facts published here are committed together."""

    def __init__(self, connection: Connection, now: datetime, backend: ModuleType, service: str) -> None:
        super().__init__(connection, now, backend)
        self.service, self.wakes = service, False

    def alone(self, name: str, wait: bool = True) -> bool:
        """Hold `name` until this transaction ends, once no other does. Who decides by what they read says so before.

        Without `wait` False says that another holds it: for who holds many, as two of those might wait for each other.
        """
        return self._hold(self._backend.ALONE if wait else self._backend.TRY_ALONE, name)

    def together(self, name: str, wait: bool = True) -> bool:
        """Hold `name` beside others who do the same; who wants it `alone` waits for all of them."""
        return self._hold(self._backend.TOGETHER if wait else self._backend.TRY_TOGETHER, name)

    def attempt(self, work: Callable[[], object]) -> Exception | None:
        """Do `work`. If it raises, what it wrote is undone and nothing else, and its exception is given back."""
        return prepared.attempt(self._connection, work)

    def execute(self, statement: Executable, **params: Any) -> int:
        """Run a statement that changes rows; how many it changed."""
        return self._connection.execute(statement, params).rowcount

    def execute_many(self, statement: Executable, params: Sequence[dict[str, Any]]) -> None:
        """Run a statement once for each set of parameters."""
        if params:
            self._connection.execute(statement, params)

    def insert(self, table: Table, thing: Any, **more: Any) -> None:
        """Add a row from a dataclass (and `more` columns)."""
        values = values_of(table, thing) | more
        self._register(values)
        prepared.insert(self._connection, table, values)

    def put(self, table: Table, **values: Any) -> None:
        """Add a row, or write it over the one with the same primary key."""
        self._register(values)
        self._connection.execute(putting(table, tuple(values)), values)

    def keep(self, table: Table, id: str, version: int, **values: Any) -> bool:
        """Keep a copy of another service's thing, unless the one kept is as new. Whether anything changed."""
        self._register(values)
        row = {"id": id, "version": version, **values}
        return self._connection.execute(keeping(table, tuple(row)), row).rowcount > 0

    def update(self, table: Table, into: type[T], id: str, version: int | None, values: dict[str, Any]) -> T | None:
        """Write `values` over the row at `version` (None: any) and count that up; the row, or None: not there so."""
        self._register(values)
        at = (table.c.id == id,) if version is None else (table.c.id == id, table.c.version == version)
        counted = table.update().where(*at).values(**values, version=table.c.version + 1)
        row = self._connection.execute(counted.returning(*columns(table, into))).first()
        return into(*row) if row is not None else None

    def publish(
        self,
        type: str,
        thing: Versioned,
        data: dict[str, Any],
        person: str | None = None,
        personal: dict[str, Any] | None = None,
    ) -> str:
        """Tell the other services a fact about `thing`; it leaves after the commit, if there is one. The event's id."""
        requestid, parent = bound()
        row = {
            "id": new_id(),
            "type": type,
            "subject": thing.id,
            "version": thing.version,
            "data": data,
            "person": person,
            "personal": personal,
            "requestid": requestid,
            "traceparent": parent,
            "created_at": self.now,
            "next_at": self.now,
            "attempts": 0,
        }
        prepared.insert(self._connection, outbox, row)
        self.wakes = True  # the relay
        return str(row["id"])

    def _hold(self, statement: Executable | None, name: str) -> bool:
        return statement is None or self._connection.execute(statement, {"name": name}).scalar() is not False

    def _register(self, values: dict[str, Any]) -> None:
        """Make the audience key of a row known, so that who satisfies it can find the row."""
        key = values.get("audience_key")
        if isinstance(key, str):
            self._connection.execute(REGISTER, [{"key": key, "audience": part} for part in key_parts(key)])


class Database:
    """One service's database. `woken` is called after each commit that left its worker something to do.

    `in_turn` lets business transactions in one by one, whatever the backend could do: for a service all of whose
    changes stand in one line anyway.
    """

    TRIES = 4

    def __init__(
        self,
        url: str,
        service: str,
        clock: Clock = utc_now,
        woken: Callable[[], None] = lambda: None,
        in_turn: bool = False,
        **options: Any,
    ) -> None:
        self._backend = importlib.import_module(f"portalkit.engine_{url.split(':')[0].split('+')[0]}")
        self.engine = self._backend.create(url, **options)
        self.service, self.clock, self.woken, self._in_turn = service, clock, woken, in_turn
        self._passing = self._backend.create(url, **({"synchronous": "NORMAL"} | options))
        self._reading, self._writing = self._backend.reading(self.engine), self._backend.writing(self.engine)
        self._noting = self._backend.writing(self._passing)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A consistent view of the data; nothing can be written."""
        with self._reading.begin() as connection:
            yield Reading(connection, self.clock(), self._backend)

    @contextmanager
    def transaction(self, counted: bool = True, lasting: bool = True) -> Iterator[Transaction]:
        """Everything in the block is committed, or nothing; what is committed outlives a power cut.

        `counted=False` is for bookkeeping that changes nothing a reader sees, `lasting=False` for what would be found
        out anew after a power cut: it waits for no disk, and the next commit that lasts takes it along.
        """
        with (self._writing if lasting else self._noting).begin() as connection:
            tx = Transaction(connection, self.clock(), self._backend, self.service)
            if counted and self._in_turn:
                tx.alone("business")
            yield tx
            if counted:
                prepared.run(connection, self._backend.TICK)
        if tx.wakes:
            self._backend.ring(self.engine)
            self.woken()

    def change(self, work: Callable[[Transaction], T]) -> T:
        """What `work` gives in a transaction of its own.

        It is run anew where another transaction was faster in a way that only the server could see (both add what may
        be there once, each waits for the other): then it sees what that one did, and decides by it.
        """
        for left in range(self.TRIES - 1, -1, -1):
            try:
                with self.transaction() as tx:
                    return work(tx)
            except DBAPIError as fault:
                if not left or not self._backend.is_clash(fault.orig):
                    raise
        raise AssertionError

    def turn(self, name: str) -> AbstractContextManager[bool]:
        """A block that one process at a time enters with True, wherever the others run: what several would do twice."""
        return self._backend.turn(self.engine, name)  # type: ignore[no-any-return]

    def bell(self, folder: Path, name: str) -> Bell:
        """What a loop of this service waits at: it hears rings of this machine, and commits wherever they are made."""
        return self._backend.bell(self.engine, folder, name)  # type: ignore[no-any-return]

    def scrub(self) -> bool:
        """Leave nothing on the disk of what was overwritten, as far as we can; False: try again later."""
        return self._backend.scrub(self.engine)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Give all connections back."""
        for each in (self._reading, self._writing, self._noting, self._passing, self.engine):
            each.dispose()
