"""The tables of the search desk: what was asked, and the rules that staff gives the search. `tables` has them all."""

from sqlalchemy import JSON, Column, Date, Integer, String, Table

from knowledge.store.tables_files import metadata
from portalkit.tables import UTCDateTime

searches = Table(  # what was asked on a day, by whomever: nothing here leads to a person
    "searches",
    metadata,
    Column("day", Date, primary_key=True),
    Column("query", String(120), primary_key=True),
    Column("asked", Integer, nullable=False),
    Column("empty", Integer, nullable=False),  # so often it found nothing
    Column("found", Integer, nullable=False),  # the fewest that anybody found
    Column("opened", Integer, nullable=False),
)

audience_searches = Table(  # the same for some audiences; each search counts for one of them at most
    "audience_searches",
    metadata,
    Column("audience_id", String(16), primary_key=True),
    Column("day", Date, primary_key=True, index=True),
    Column("query", String(120), primary_key=True),
    Column("asked", Integer, nullable=False),
    Column("empty", Integer, nullable=False),
)

search_opens = Table(  # what was opened from its results
    "search_opens",
    metadata,
    Column("query", String(120), primary_key=True),
    Column("day", Date, primary_key=True, index=True),
    Column("kind", String(10), primary_key=True),  # article | topic | file
    Column("thing_id", String(36), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
)

rule_sets = Table(  # the rules as they were published, one after the other; none is ever changed
    "rule_sets",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("note", String(300), nullable=False),
    Column("published_by", String(64), nullable=False),
    Column("published_at", UTCDateTime, nullable=False),
    Column("again", Integer),  # the earlier one that it brought back
    Column("rules", JSON, nullable=False),
)

live_rules = Table(  # which of them counts: a row of its own, so that a search that has none reads nothing
    "live_rules",
    metadata,
    Column("id", String(4), primary_key=True),
    Column("set_id", String(36), nullable=False),
)

rule_drafts = Table(  # what will be published next: one row
    "rule_drafts",
    metadata,
    Column("id", String(5), primary_key=True),
    Column("changed_by", String(64), nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("rules", JSON, nullable=False),
)
