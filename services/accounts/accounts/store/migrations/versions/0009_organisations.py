"""Organisations have members: what was a text on the person is one of its own, and a membership for each of them.

The text stays where it was, as the release before reads it.
"""

import sqlalchemy as sa
from alembic import op

from portalkit.ids import new_id
from portalkit.tables import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

users = sa.table(
    "users",
    *(sa.column(name) for name in ("id", "organisation")),
    sa.column("created_at", UTCDateTime),
)


def _organisations() -> sa.Table:
    return op.create_table(
        "organisations",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("country", sa.String(2), nullable=True),
        sa.Column("region", sa.String(60), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("name", name=op.f("uq_organisations_name")),
        sa.UniqueConstraint("external_id", name=op.f("uq_organisations_external_id")),
    )


def _belonging(table: str) -> list[sa.Column]:
    return [
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organisation_id", sa.String(36), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("title", sa.String(100), nullable=True),
        sa.Column("grade", sa.String(60), nullable=True),
        sa.Column("chapter", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f(f"fk_{table}_organisation_id_organisations")
        ),
    ]


def _memberships() -> sa.Table:
    made = op.create_table(
        "memberships",
        *_belonging("memberships"),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("renews_at", UTCDateTime(), nullable=True),
        sa.Column("by_name", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id_users")),
        sa.UniqueConstraint("organisation_id", "user_id", name=op.f("uq_memberships_organisation_id_user_id")),
    )
    op.create_index(op.f("ix_memberships_user_id"), "memberships", ["user_id"])
    op.create_index(op.f("ix_memberships_next_at"), "memberships", ["next_at"])
    return made


def _invitations() -> None:
    op.create_table(
        "invitations",
        *_belonging("invitations"),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_key", sa.String(254), nullable=False),
        sa.Column("invited_by", sa.String(36), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("hash", name=op.f("uq_invitations_hash")),
        sa.UniqueConstraint("organisation_id", "email_key", name=op.f("uq_invitations_organisation_id_email_key")),
    )
    op.create_index(op.f("ix_invitations_expires_at"), "invitations", ["expires_at"])


def _carry_over(organisations: sa.Table, memberships: sa.Table) -> None:
    """Each distinct text becomes an organisation, as old as the first who had it."""
    there = op.get_bind()
    named = sa.select(users).where(users.c.organisation.is_not(None)).order_by(users.c.created_at, users.c.id)
    made: dict[str, str] = {}
    rows = []
    for person in there.execute(named).all():
        if person.organisation not in made:
            made[person.organisation] = new_id()
            values = {"id": made[person.organisation], "name": person.organisation, "created_at": person.created_at}
            there.execute(organisations.insert().values(values | {"kind": "company", "state": "open", "version": 1}))
        rows.append(
            {
                "id": new_id(),
                "organisation_id": made[person.organisation],
                "user_id": person.id,
                "created_at": person.created_at,
                "starts_at": person.created_at,
                "role": "member",
                "by_name": True,
                "version": 1,
            }
        )
    if rows:
        there.execute(memberships.insert(), rows)


def upgrade() -> None:
    organisations, memberships = _organisations(), _memberships()
    _invitations()
    _carry_over(organisations, memberships)
    op.add_column("users", sa.Column("context_id", sa.String(36), nullable=True))


def downgrade() -> None:
    op.drop_column("users", "context_id")
    for table in ("invitations", "memberships", "organisations"):
        op.drop_table(table)
