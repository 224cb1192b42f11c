"""The migrations make the tables that the code describes, and unmake them."""

from datetime import UTC, datetime, timedelta

import alembic.command
from sqlalchemy import inspect

from notify.model.message import Message
from notify.model.sending import delivery_id
from notify.store import tables
from portalkit.migrations import check, config, upgrade
from portalkit.testing import fresh_database


def test_upgrade_makes_what_the_code_describes_and_downgrade_leaves_nothing(tmp_path):
    database = fresh_database(tmp_path, "notify", None)
    upgrade("notify", database.engine)
    check("notify", database.engine)
    with database.engine.execution_options(writes=True).begin() as connection:
        made = config("notify")
        made.attributes["connection"] = connection
        alembic.command.downgrade(made, "base")
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    database.close()


def test_messages_that_are_there_find_the_deliveries_of_their_mails(tmp_path):
    database = fresh_database(tmp_path, "notify", None)
    upgrade("notify", database.engine, "0008")
    now = datetime.now(UTC)
    rows = {
        "old": (None, now - timedelta(days=30)),
        "mailed": ("now", now),
        "before": (None, now),
        "held": ("digest", now),
    }
    with database.transaction() as tx:
        for id, (mail, at) in rows.items():
            values = {"id": id, "person": "eve", "thing_id": id, "act": "topic-asked", "topic_id": "t", "actor_id": "a"}
            tx.execute(tables.messages.insert().values(**values, mail=mail, created_at=at))
    upgrade("notify", database.engine)
    with database.reading() as db:
        found = {row.id: row for row in db.rows(tables.messages.select())}
    database.close()
    for id in ("mailed", "before"):
        message = Message(id, "eve", id, "topic-asked", "t", None, "a", now)
        assert found[id].delivery_id == delivery_id(message)
    assert found["old"].delivery_id is found["held"].delivery_id is None
