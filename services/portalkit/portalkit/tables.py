"""The tables of the mechanisms; every service has them in its own database, made by its own migrations."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """A time with its zone: stored in UTC, given back aware, since SQLite forgets zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse a time without a zone rather than guess it."""
        return _without_zone(value) if value is not None else None

    def bind_processor(self, dialect: Any) -> Any:
        """To SQLite's text in one step: a write with an event has two times."""
        return _to_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        """From SQLite's text in one step: a list of topics holds some forty times."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value is not None else None


def _without_zone(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return value.astimezone(UTC).replace(tzinfo=None)


def _to_text(value: datetime | None) -> str | None:
    return _without_zone(value).isoformat(" ", "microseconds") if value is not None else None


def _from_text(text: str | None) -> datetime | None:
    return datetime.fromisoformat(f"{text}+00:00") if text is not None else None


metadata = MetaData(naming_convention=CONVENTION)

Seq = BigInteger().with_variant(Integer, "sqlite")  # counts rows as they come; SQLite's own integer is as long


def _indexed_where_there(column: Column[Any]) -> None:
    # A row that has none is in no such index, so adding it costs a page of the disk less.
    there = column.is_not(None)
    Index(f"ix_{column.table.name}_{column.name}", column, sqlite_where=there, postgresql_where=there)


outbox = Table(
    "outbox",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("type", String(120), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("data", JSON, nullable=False),
    Column("person", String(64)),
    Column("personal", JSON),
    Column("requestid", String(64)),
    Column("traceparent", String(55)),
    Column("created_at", UTCDateTime, nullable=False),
    Column("published_at", UTCDateTime),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", UTCDateTime, nullable=False),
    Column("last_error", Text),
    sqlite_autoincrement=True,
)
Index(
    "ix_outbox_pending",
    outbox.c.next_at,
    outbox.c.seq,
    sqlite_where=outbox.c.published_at.is_(None),
    postgresql_where=outbox.c.published_at.is_(None),
)
Index("ix_outbox_published_at", outbox.c.published_at)  # what is not is found there in the order of `seq`
_indexed_where_there(outbox.c.person)

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("type", String(120), nullable=False),
    Column("body", Text, nullable=False),
    Column("person", String(64)),
    Column("personal", JSON),
    Column("state", String(8), nullable=False, default="due"),  # due | done | parked
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", UTCDateTime, nullable=False),
    Column("received_at", UTCDateTime, nullable=False),
    Column("done_at", UTCDateTime),
    Column("last_error", Text),
    sqlite_autoincrement=True,
)
Index(
    "ix_inbox_due",
    inbox.c.next_at,
    inbox.c.seq,
    sqlite_where=inbox.c.state == "due",
    postgresql_where=inbox.c.state == "due",
)
Index("ix_inbox_state_done_at", inbox.c.state, inbox.c.done_at)
_indexed_where_there(inbox.c.person)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("person", String(64)),
    Column("kind", String(60), nullable=False),
    Column("about", JSON),
    Column("message", JSON),
    Column("state", String(8), nullable=False, default="due"),  # due | sent | failed | dropped
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", UTCDateTime, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("ended_at", UTCDateTime),
    Column("last_error", Text),  # why it waits, failed, or was dropped
    Column("requestid", String(64)),  # what led to it, however long ago
    Column("traceparent", String(55)),
)
Index(
    "ix_deliveries_due",
    deliveries.c.next_at,
    deliveries.c.id,
    sqlite_where=deliveries.c.state == "due",
    postgresql_where=deliveries.c.state == "due",
)
_indexed_where_there(deliveries.c.person)

answers = Table(  # of requests that carried an Idempotency-Key
    "answers",
    metadata,
    Column("principal", String(64), primary_key=True),
    Column("route", String(120), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
)
Index("ix_answers_created_at", answers.c.created_at)

audience_parts = Table(  # every audience key in use, one row for each audience it demands
    "audience_parts",
    metadata,
    Column("key", String(400), primary_key=True),
    Column("audience", String(16), primary_key=True),
)

schedules = Table(
    "schedules",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("next_at", UTCDateTime, nullable=False),
    Column("last_at", UTCDateTime),
    Column("last_error", Text),
)

limits = Table(  # generic cell rate algorithm: when the bucket is empty again, in microseconds since the epoch
    "limits",
    metadata,
    Column("key", String(160), primary_key=True),
    Column("empty_at", BigInteger, nullable=False),
)

generations = Table(  # of the search index
    "generations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("state", String(8), nullable=False),  # filling | current
    Column("started_at", UTCDateTime, nullable=False),
)

unindexed = Table(  # things that are newer than a generation of the index
    "unindexed",
    metadata,
    Column("generation", String(36), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("version", Integer, nullable=False),
)

ticks = Table(  # one row that counts writing transactions: what conditional reads compare
    "ticks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
)

exported = Table(  # this service's part of what people asked for of theirs; dropped after a week
    "exported",
    metadata,
    Column("id", String(36), primary_key=True),  # the export's
    Column("person", String(64), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),  # JSON, gzipped
    Column("made_at", UTCDateTime, nullable=False, index=True),
)

erased = Table(  # tombstones: who is not known here any more; never pruned
    "erased",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("erasure_id", String(36), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("outcomes", JSON, nullable=False),  # what became of everything that was held
    Column("answered_at", UTCDateTime, index=True),  # none while something beside the rows is left to be emptied
)
