"""The first tables."""

import portalkit.tables as tables
import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('categories',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.String(length=36), nullable=True),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('description', sa.String(length=300), nullable=False),
    sa.Column('own_key', sa.String(length=400), nullable=False),
    sa.Column('audience_key', sa.String(length=400), nullable=False),
    sa.Column('path', sa.String(length=400), nullable=False),
    sa.Column('external_id', sa.String(length=100), nullable=True),
    sa.Column('imported', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['parent_id'], ['categories.id'], name=op.f('fk_categories_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_categories')),
    sa.UniqueConstraint('external_id', name=op.f('uq_categories_external_id')),
    sa.UniqueConstraint('path', name=op.f('uq_categories_path'))
    )
    op.create_table('follows',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('thing_id', sa.String(length=36), nullable=False),
    sa.Column('following', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follows')),
    sa.UniqueConstraint('user_id', 'kind', 'thing_id', name=op.f('uq_follows_user_id_kind_thing_id'))
    )
    op.create_table('people',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people'))
    )
    op.create_table('topic_counts',
    sa.Column('category_id', sa.String(length=36), nullable=False),
    sa.Column('audience_key', sa.String(length=400), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_topic_counts_category_id')),
    sa.PrimaryKeyConstraint('category_id', 'audience_key', name=op.f('pk_topic_counts'))
    )
    op.create_table('topics',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.String(length=36), nullable=False),
    sa.Column('audience_key', sa.String(length=400), nullable=False),
    sa.Column('author_id', sa.String(length=36), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('excerpt', sa.String(length=240), nullable=False),
    sa.Column('product', sa.String(length=60), nullable=True),
    sa.Column('asked_at', tables.UTCDateTime(), nullable=False),
    sa.Column('edited_at', tables.UTCDateTime(), nullable=True),
    sa.Column('accepted_reply_id', sa.String(length=36), nullable=True),
    sa.Column('accepted_author_id', sa.String(length=36), nullable=True),
    sa.Column('accepted_by_id', sa.String(length=36), nullable=True),
    sa.Column('shown', sa.Boolean(), server_default=sa.true(), nullable=False),
    sa.Column('locked', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('hidden_by', sa.String(length=36), nullable=True),
    sa.Column('hidden_reason', sa.String(length=300), nullable=True),
    sa.Column('removals', sa.Integer(), server_default='0', nullable=False),
    sa.Column('state', sa.String(length=8), server_default='open', nullable=False),
    sa.Column('reply_count', sa.Integer(), server_default='0', nullable=False),
    sa.Column('last_activity_at', tables.UTCDateTime(), nullable=False),
    sa.Column('all_removals', sa.Integer(), server_default='0', nullable=False),
    sa.Column('external_id', sa.String(length=100), nullable=True),
    sa.Column('imported', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_topics_category_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topics')),
    sa.UniqueConstraint('external_id', name=op.f('uq_topics_external_id'))
    )
    with op.batch_alter_table('topics', schema=None) as batch_op:
        batch_op.create_index('ix_topics_author', ['author_id', 'last_activity_at', 'id'], unique=False)
        batch_op.create_index('ix_topics_category', ['category_id', 'shown', 'last_activity_at', 'id', 'audience_key'], unique=False)
        batch_op.create_index('ix_topics_latest', ['shown', 'last_activity_at', 'id', 'category_id', 'audience_key'], unique=False)
        batch_op.create_index('ix_topics_readers', ['category_id', 'audience_key', 'shown'], unique=False)
        batch_op.create_index('ix_topics_state', ['shown', 'state', 'last_activity_at', 'id', 'category_id', 'audience_key'], unique=False)

    op.create_table('replies',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('topic_id', sa.String(length=36), nullable=False),
    sa.Column('author_id', sa.String(length=36), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('written_at', tables.UTCDateTime(), nullable=False),
    sa.Column('edited_at', tables.UTCDateTime(), nullable=True),
    sa.Column('state', sa.String(length=8), server_default='shown', nullable=False),
    sa.Column('hidden_by', sa.String(length=36), nullable=True),
    sa.Column('hidden_reason', sa.String(length=300), nullable=True),
    sa.Column('removals', sa.Integer(), server_default='0', nullable=False),
    sa.Column('external_id', sa.String(length=100), nullable=True),
    sa.Column('imported', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['topic_id'], ['topics.id'], name=op.f('fk_replies_topic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replies')),
    sa.UniqueConstraint('topic_id', 'external_id', name=op.f('uq_replies_topic_id_external_id'))
    )
    with op.batch_alter_table('replies', schema=None) as batch_op:
        batch_op.create_index('ix_replies_topic', ['topic_id', 'written_at', 'id'], unique=False)

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
    """Take it back."""
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
    with op.batch_alter_table('replies', schema=None) as batch_op:
        batch_op.drop_index('ix_replies_topic')

    op.drop_table('replies')
    with op.batch_alter_table('topics', schema=None) as batch_op:
        batch_op.drop_index('ix_topics_state')
        batch_op.drop_index('ix_topics_readers')
        batch_op.drop_index('ix_topics_latest')
        batch_op.drop_index('ix_topics_category')
        batch_op.drop_index('ix_topics_author')

    op.drop_table('topics')
    op.drop_table('topic_counts')
    op.drop_table('people')
    op.drop_table('follows')
    op.drop_table('categories')
