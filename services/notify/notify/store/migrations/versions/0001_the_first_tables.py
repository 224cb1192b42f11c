"""The first tables."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('categories',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('audience_key', sa.String(length=400), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_categories'))
    )
    op.create_table('ended_sessions',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('ended_at', tables.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ended_sessions'))
    )
    with op.batch_alter_table('ended_sessions', schema=None) as batch_op:
        batch_op.create_index('ix_ended_sessions_ended_at', ['ended_at'], unique=False)

    op.create_table('follows',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('thing_id', sa.String(length=64), nullable=False),
    sa.Column('following', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follows'))
    )
    with op.batch_alter_table('follows', schema=None) as batch_op:
        batch_op.create_index('ix_follows_thing_id_user_id', ['thing_id', 'user_id'], unique=False)

    op.create_table('messages',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('person', sa.String(length=64), nullable=False),
    sa.Column('thing_id', sa.String(length=64), nullable=False),
    sa.Column('act', sa.String(length=20), nullable=False),
    sa.Column('topic_id', sa.String(length=64), nullable=False),
    sa.Column('reply_id', sa.String(length=64), nullable=True),
    sa.Column('actor_id', sa.String(length=64), nullable=False),
    sa.Column('created_at', tables.UTCDateTime(), nullable=False),
    sa.Column('read_at', tables.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages')),
    sa.UniqueConstraint('thing_id', 'act', 'person', name=op.f('uq_messages_thing_id_act_person'))
    )
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index('ix_messages_person_id', ['person', 'id'], unique=False)
        batch_op.create_index('ix_messages_unread', ['person', 'id'], unique=False, sqlite_where=sa.text('read_at IS NULL'), postgresql_where=sa.text('read_at IS NULL'))

    op.create_table('preferences',
    sa.Column('person', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('wanted', sa.Boolean(), nullable=False),
    sa.Column('changed_at', tables.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('person', 'kind', 'channel', name=op.f('pk_preferences'))
    )
    op.create_table('pulses',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', tables.UTCDateTime(), nullable=False),
    sa.Column('heard_at', tables.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulses'))
    )
    op.create_table('replies',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('topic_id', sa.String(length=64), nullable=False),
    sa.Column('author_id', sa.String(length=64), nullable=False),
    sa.Column('shown', sa.Boolean(), nullable=False),
    sa.Column('excerpt', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replies'))
    )
    op.create_table('topics',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.String(length=64), nullable=False),
    sa.Column('audience_key', sa.String(length=400), nullable=False),
    sa.Column('author_id', sa.String(length=64), nullable=False),
    sa.Column('shown', sa.Boolean(), nullable=False),
    sa.Column('title', sa.String(length=400), nullable=True),
    sa.Column('excerpt', sa.Text(), nullable=True),
    sa.Column('accepted_reply_id', sa.String(length=64), nullable=True),
    sa.Column('accepted_author_id', sa.String(length=64), nullable=True),
    sa.Column('accepted_by_id', sa.String(length=64), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topics'))
    )
    op.create_table('users',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('audiences', sa.JSON(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=True),
    sa.Column('email', sa.String(length=320), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users'))
    )
    op.create_table('answers',
    sa.Column('principal', sa.String(length=64), nullable=False),
    sa.Column('route', sa.String(length=120), nullable=False),
    sa.Column('key', sa.String(length=128), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('headers', sa.JSON(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('created_at', tables.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('principal', 'route', 'key', name=op.f('pk_answers'))
    )
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.create_index('ix_answers_created_at', ['created_at'], unique=False)

    op.create_table('audience_parts',
    sa.Column('key', sa.String(length=400), nullable=False),
    sa.Column('audience', sa.String(length=16), nullable=False),
    sa.PrimaryKeyConstraint('key', 'audience', name=op.f('pk_audience_parts'))
    )
    op.create_table('deliveries',
    sa.Column('id', sa.String(length=80), nullable=False),
    sa.Column('person', sa.String(length=64), nullable=True),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('about', sa.JSON(), nullable=True),
    sa.Column('message', sa.JSON(), nullable=True),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_at', tables.UTCDateTime(), nullable=False),
    sa.Column('created_at', tables.UTCDateTime(), nullable=False),
    sa.Column('ended_at', tables.UTCDateTime(), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries'))
    )
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index('ix_deliveries_due', ['next_at', 'id'], unique=False, sqlite_where=sa.text("state = 'due'"), postgresql_where=sa.text("state = 'due'"))
        batch_op.create_index('ix_deliveries_person', ['person'], unique=False)

    op.create_table('generations',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('started_at', tables.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_generations'))
    )
    op.create_table('inbox',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('type', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('person', sa.String(length=64), nullable=True),
    sa.Column('personal', sa.JSON(), nullable=True),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_at', tables.UTCDateTime(), nullable=False),
    sa.Column('received_at', tables.UTCDateTime(), nullable=False),
    sa.Column('done_at', tables.UTCDateTime(), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_inbox')),
    sa.UniqueConstraint('id', name=op.f('uq_inbox_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.create_index('ix_inbox_due', ['next_at', 'seq'], unique=False, sqlite_where=sa.text("state = 'due'"), postgresql_where=sa.text("state = 'due'"))
        batch_op.create_index('ix_inbox_person', ['person'], unique=False)
        batch_op.create_index('ix_inbox_state_done_at', ['state', 'done_at'], unique=False)

    op.create_table('limits',
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('empty_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_limits'))
    )
    op.create_table('outbox',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('type', sa.String(length=120), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('person', sa.String(length=64), nullable=True),
    sa.Column('personal', sa.JSON(), nullable=True),
    sa.Column('requestid', sa.String(length=64), nullable=True),
    sa.Column('created_at', tables.UTCDateTime(), nullable=False),
    sa.Column('published_at', tables.UTCDateTime(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_at', tables.UTCDateTime(), nullable=False),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_outbox')),
    sa.UniqueConstraint('id', name=op.f('uq_outbox_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_pending', ['next_at', 'seq'], unique=False, sqlite_where=sa.text('published_at IS NULL'), postgresql_where=sa.text('published_at IS NULL'))
        batch_op.create_index('ix_outbox_person', ['person'], unique=False)
        batch_op.create_index('ix_outbox_published_at', ['published_at'], unique=False)

    op.create_table('schedules',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('next_at', tables.UTCDateTime(), nullable=False),
    sa.Column('last_at', tables.UTCDateTime(), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_schedules'))
    )
    op.create_table('ticks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticks'))
    )
    op.create_table('unindexed',
    sa.Column('generation', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('generation', 'id', name=op.f('pk_unindexed'))
    )


def downgrade() -> None:
    op.drop_table('unindexed')
    op.drop_table('ticks')
    op.drop_table('schedules')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_published_at')
        batch_op.drop_index('ix_outbox_person')
        batch_op.drop_index('ix_outbox_pending', sqlite_where=sa.text('published_at IS NULL'), postgresql_where=sa.text('published_at IS NULL'))

    op.drop_table('outbox')
    op.drop_table('limits')
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.drop_index('ix_inbox_state_done_at')
        batch_op.drop_index('ix_inbox_person')
        batch_op.drop_index('ix_inbox_due', sqlite_where=sa.text("state = 'due'"), postgresql_where=sa.text("state = 'due'"))

    op.drop_table('inbox')
    op.drop_table('generations')
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index('ix_deliveries_person')
        batch_op.drop_index('ix_deliveries_due', sqlite_where=sa.text("state = 'due'"), postgresql_where=sa.text("state = 'due'"))

    op.drop_table('deliveries')
    op.drop_table('audience_parts')
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.drop_index('ix_answers_created_at')

    op.drop_table('answers')
    op.drop_table('users')
    op.drop_table('topics')
    op.drop_table('replies')
    op.drop_table('pulses')
    op.drop_table('preferences')
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_index('ix_messages_unread', sqlite_where=sa.text('read_at IS NULL'), postgresql_where=sa.text('read_at IS NULL'))
        batch_op.drop_index('ix_messages_person_id')

    op.drop_table('messages')
    with op.batch_alter_table('follows', schema=None) as batch_op:
        batch_op.drop_index('ix_follows_thing_id_user_id')

    op.drop_table('follows')
    with op.batch_alter_table('ended_sessions', schema=None) as batch_op:
        batch_op.drop_index('ix_ended_sessions_ended_at')

    op.drop_table('ended_sessions')
    op.drop_table('categories')
