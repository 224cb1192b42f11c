"""Points, badges and contests. What was voted for, answered and accepted until now is scored at its own time."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

PERSON = sa.String(length=64)
THING = sa.String(length=36)
INTO = "INSERT INTO points (person, kind, thing_id, actor, turn, amount, why, topic_id, category_id, at, counts_at, day, rule)"
DAY = "substr(CAST({at} AS VARCHAR(40)), 1, 10)"
# Those who do something for themselves, and what nobody sees, give nothing.
SCORED = (
    """SELECT r.author_id, 'answered', r.id, r.author_id, 0, 2, '', t.id, t.category_id, r.written_at, r.written_at,
        {day}, 1
    FROM replies r JOIN topics t ON t.id = r.topic_id
    WHERE r.state = 'shown' AND t.kind = 'question' AND r.author_id <> t.author_id""",
    """SELECT r.author_id, 'accepted', r.id, COALESCE(t.accepted_by_id, t.author_id), 0, 15, '', t.id, t.category_id,
        r.written_at, r.written_at,
        {day}, 1
    FROM topics t JOIN replies r ON r.id = t.accepted_reply_id
    WHERE r.state = 'shown' AND r.author_id <> COALESCE(t.accepted_by_id, t.author_id)""",
    """SELECT r.author_id, 'voted', r.id, v.person, 0, 5, '', t.id, t.category_id, v.voted_at, v.voted_at,
        {day}, 1
    FROM votes v JOIN replies r ON r.id = v.thing_id JOIN topics t ON t.id = r.topic_id
    WHERE r.state = 'shown' AND r.author_id <> v.person""",
    """SELECT t.author_id, 'voted', t.id, v.person, 0, 5, '', t.id, t.category_id, v.voted_at, v.voted_at,
        {day}, 1
    FROM votes v JOIN topics t ON t.id = v.thing_id
    WHERE t.shown AND t.author_id <> v.person""",
    """SELECT d.person, 'helped', c.id, '', 0, c.helpful, '', t.id, t.category_id, t.asked_at, t.asked_at,
        {day}, 1
    FROM credits c JOIN credited d ON d.article_id = c.id JOIN articles a ON a.id = c.id
    JOIN topics t ON t.id = a.topic_id
    WHERE c.helpful > 0""",
)
TODAY = DAY.format(at="CURRENT_TIMESTAMP")
TIMES = ("r.written_at", "r.written_at", "v.voted_at", "v.voted_at", "t.asked_at")
STAND = """INSERT INTO standings (person, accepted, voted, answered)
    SELECT person, SUM(CASE WHEN kind = 'accepted' THEN 1 ELSE 0 END),
        SUM(CASE WHEN kind = 'voted' THEN 1 ELSE 0 END), SUM(CASE WHEN kind = 'answered' THEN 1 ELSE 0 END)
    FROM points GROUP BY person"""
TALLY = """INSERT INTO tallies (person, category_id, audience_key, points)
    SELECT p.person, t.category_id, t.audience_key, SUM(p.amount)
    FROM points p JOIN topics t ON t.id = p.topic_id WHERE t.shown
    GROUP BY p.person, t.category_id, t.audience_key"""
EARNED = """INSERT INTO badges (person, badge, given_on)
    SELECT person, '{badge}', {today} FROM standings WHERE {measure} >= {number}"""
GIVEN = (
    ("first-answer", "accepted", 1),
    ("ten-answers", "accepted", 10),
    ("hundred-answers", "accepted", 100),
    ("ten-votes", "voted", 10),
    ("hundred-votes", "voted", 100),
)


def upgrade() -> None:
    _ledger()
    _what_follows()
    for statement, at in zip(SCORED, TIMES, strict=True):
        op.execute(f"{INTO} {statement.format(day=DAY.format(at=at))}")
    op.execute(STAND)
    op.execute(TALLY)
    for badge, measure, number in GIVEN:
        op.execute(EARNED.format(badge=badge, measure=measure, number=number, today=TODAY))


def _ledger() -> None:
    op.create_table(
        "points",
        sa.Column("person", PERSON, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("thing_id", THING, nullable=False),
        sa.Column("actor", PERSON, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=10), nullable=False),
        sa.Column("topic_id", THING, nullable=False),
        sa.Column("category_id", THING),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("counts_at", UTCDateTime(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", "kind", "thing_id", "actor", "turn", name=op.f("pk_points")),
    )
    op.create_index("ix_points_counts_at", "points", ["counts_at", "topic_id", "person", "amount"])
    op.create_index("ix_points_actor", "points", ["actor", "kind", "day"])
    op.create_index("ix_points_thing_id", "points", ["thing_id"])
    op.create_index("ix_points_topic_id", "points", ["topic_id"])
    none = sa.text("amount = 0")
    op.create_index("ix_points_refused", "points", ["at"], sqlite_where=none, postgresql_where=none)


def _what_follows() -> None:
    op.create_table(
        "point_rules",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("pair_cap", sa.Integer(), nullable=False),
        sa.Column("made_by", THING, nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_point_rules")),
    )
    counted = [
        sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        for name in ("accepted", "voted", "answered")
    ]
    op.create_table(
        "tallies",
        sa.Column("person", PERSON, nullable=False),
        sa.Column("category_id", THING, nullable=False),
        sa.Column("audience_key", sa.String(length=400), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_tallies_category_id_categories")),
        sa.PrimaryKeyConstraint("person", "category_id", "audience_key", name=op.f("pk_tallies")),
    )
    op.create_table(
        "standings",
        sa.Column("person", PERSON, nullable=False),
        *counted,
        sa.Column("listed", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_standings")),
    )
    op.create_table(
        "badges",
        sa.Column("person", PERSON, nullable=False),
        sa.Column("badge", sa.String(length=20), nullable=False),
        sa.Column("given_on", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("person", "badge", name=op.f("pk_badges")),
    )
    op.create_table(
        "contests",
        sa.Column("id", THING, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.Column("category_id", THING),
        sa.Column("kinds", sa.String(length=60), nullable=False),
        sa.Column("made_by", THING, nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_contests_category_id_categories")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contests")),
    )
    op.create_index("ix_contests_ends_at", "contests", ["ends_at", "id"])


def downgrade() -> None:
    for name in ("contests", "badges", "standings", "tallies", "point_rules", "points"):
        op.drop_table(name)
