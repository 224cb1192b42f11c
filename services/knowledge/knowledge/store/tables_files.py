"""The tables of files, their versions and the text in them; `tables` has all of them."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from knowledge.model.file import FOLDER
from portalkit.filed import Filed
from portalkit.tables import CONVENTION, UTCDateTime

metadata = MetaData(naming_convention=CONVENTION)

files = Table(  # what is attached to an article, as it is now
    "files",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("current_id", String(36), nullable=False),  # its newest version
    Column("name", String(150), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("size", Integer, nullable=False),
    Column("added_at", UTCDateTime, nullable=False),
    Column("removed_at", UTCDateTime),
    Column("revision", Integer, nullable=False),  # counts what changes for the index, its article included
    Column("version", Integer, nullable=False),
)
is_removed = files.c.removed_at.is_not(None)
Index("ix_files_removed_at", files.c.removed_at, sqlite_where=is_removed, postgresql_where=is_removed)

file_versions = Table(  # every content that a file had
    "file_versions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("file_id", ForeignKey(files.c.id), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", String(150), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("key", String(100), nullable=False, unique=True),  # in the file store
    Column("author_id", String(64), nullable=False),
    Column("saved_at", UTCDateTime, nullable=False),
    Column("text_state", String(8), nullable=False),  # waiting | read | partly | none | failed | locked
    Column("attempts", Integer, nullable=False),
    Column("taken_until", UTCDateTime),
    UniqueConstraint("file_id", "number"),
)
FILED = (Filed(file_versions, FOLDER),)
waits_for_text = file_versions.c.text_state == literal_column("'waiting'")
Index(
    "ix_file_versions_saved_at",
    file_versions.c.saved_at,
    sqlite_where=waits_for_text,
    postgresql_where=waits_for_text,
)

file_pages = Table(  # the text of a file's newest version
    "file_pages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("file_id", ForeignKey(files.c.id), nullable=False),
    Column("number", Integer, nullable=False),
    Column("label", String(100)),
    Column("text", Text, nullable=False),
    UniqueConstraint("file_id", "number"),
)
