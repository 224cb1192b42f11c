"""A message names the delivery of its mail, so that what became of it can be read; found for those that are kept still."""

import hashlib
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEPT = timedelta(days=9)  # a day more than deliveries that have ended are kept
AT_ONCE = 1000

messages = sa.table(
    "messages",
    *(sa.column(name, sa.String) for name in ("id", "person", "thing_id", "act", "mail", "delivery_id")),
    sa.column("created_at", UTCDateTime),
)


def upgrade() -> None:
    op.add_column("messages", sa.Column("delivery_id", sa.String(36)))
    op.create_index("ix_messages_created_at_id", "messages", ["created_at", "id"])
    connection, last = op.get_bind(), ""
    mailed = sa.or_(messages.c.mail.is_(None), messages.c.mail == "now")
    lately = messages.c.created_at >= datetime.now(UTC) - KEPT
    found = sa.select(messages).where(mailed, lately).order_by(messages.c.id).limit(AT_ONCE)
    change = messages.update().where(messages.c.id == sa.bindparam("row_id"))
    change = change.values(delivery_id=sa.bindparam("delivery"))
    while rows := connection.execute(found.where(messages.c.id > last)).all():
        connection.execute(change, [{"row_id": row.id, "delivery": _delivery(row)} for row in rows])
        last = rows[-1].id


def _delivery(row: sa.Row) -> str:
    """The id of a mail, as the code makes it at this release."""
    fact = f"{row.person}\n{row.thing_id}\n{row.act}"
    return hashlib.blake2b(fact.encode(), digest_size=16).hexdigest()


def downgrade() -> None:
    op.drop_index("ix_messages_created_at_id", "messages")
    with op.batch_alter_table("messages") as table:
        table.drop_column("delivery_id")
