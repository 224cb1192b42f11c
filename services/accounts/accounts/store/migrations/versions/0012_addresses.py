"""All addresses that people have or had; of those there are, the main one of everybody."""

import sqlalchemy as sa
from alembic import op

from portalkit.ids import new_id
from portalkit.tables import UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHUNK = 1000
users = sa.table(
    "users",
    *(sa.column(name) for name in ("id", "email", "email_key", "state")),
    sa.column("created_at", UTCDateTime),
)


def upgrade() -> None:
    made = op.create_table(
        "addresses",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_key", sa.String(254), nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("verified_at", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_addresses_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
    )
    op.create_index(op.f("ix_addresses_user_id"), "addresses", ["user_id"])
    op.create_index(op.f("ix_addresses_email_key"), "addresses", ["email_key"])
    held = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_addresses_held", "addresses", ["email_key"], unique=True, sqlite_where=held, postgresql_where=held
    )
    there = op.get_bind()
    people = there.execute(sa.select(users).where(users.c.state != "erased")).all()
    for start in range(0, len(people), CHUNK):
        rows = [
            {"id": new_id(), "user_id": one.id, "email": one.email, "email_key": one.email_key}
            | {"source": "known", "since": one.created_at}
            for one in people[start : start + CHUNK]
        ]
        there.execute(made.insert(), rows)


def downgrade() -> None:
    op.drop_table("addresses")
