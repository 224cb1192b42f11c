"""What pages get: the shape of each view model, for the documentation and for tests."""

from marshmallow import fields

from community.api.idea_schemas import IdeaSchema
from community.api.schemas import NamedSchema, PersonSchema
from community.model.idea import STATES as IDEA_STATES
from community.model.topic import KINDS, STATES
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery, choice


class AuthorSchema(PersonSchema):
    """Somebody beside what they wrote; no `level` for those who have just begun."""

    verified_customer = fields.Boolean(required=True)
    expert = fields.Boolean(required=True)
    level = fields.String(required=True, allow_none=True)


class TopicRowSchema(Schema):
    """A topic in a list."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    excerpt = fields.String(required=True)
    category = fields.Nested(NamedSchema, required=True)
    author = fields.Nested(PersonSchema, required=True)
    asked_at = fields.AwareDateTime(required=True)
    last_activity_at = fields.AwareDateTime(required=True)
    reply_count = fields.Integer(required=True)
    state = choice(*STATES)
    kind = choice(*KINDS)
    votes = fields.Integer(required=True)
    pinned = fields.Boolean(required=True)
    idea_state = choice(*IDEA_STATES, allow_none=True)


class TopicListSchema(Schema):
    """A page of topics, latest activity first."""

    items = fields.List(fields.Nested(TopicRowSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class RecentSchema(Schema):
    """The latest topics."""

    items = fields.List(fields.Nested(TopicRowSchema), required=True)


class CategoryNodeSchema(Schema):
    """A category in the tree. `topic_count` counts what the viewer may read, here and below."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    topic_count = fields.Integer(required=True)
    depth = fields.Integer(required=True)


class CategoryItemSchema(CategoryNodeSchema):
    """A category of the public list."""

    parent_id = fields.String(required=True, allow_none=True)
    following = fields.Boolean(required=True)


class CategoryListSchema(Schema):
    """All categories the viewer may read, in the order of the tree."""

    items = fields.List(fields.Nested(CategoryItemSchema), required=True)


class ChosenCategorySchema(Schema):
    """The category whose topics are listed."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    following = fields.Boolean(required=True)


class TopicsViewSchema(TopicListSchema):
    """The page of topics; `pinned` ones stand on its first page, above the others."""

    category = fields.Nested(ChosenCategorySchema, required=True, allow_none=True)
    tag = fields.String(required=True, allow_none=True)
    tag_following = fields.Boolean(required=True)
    pinned = fields.List(fields.Nested(TopicRowSchema), required=True)
    categories = fields.List(fields.Nested(CategoryNodeSchema), required=True)


class FollowedSchema(TopicListSchema):
    """What the viewer follows: categories and tags, and a page of topics, latest activity first."""

    categories = fields.List(fields.Nested(NamedSchema), required=True)
    tags = fields.List(fields.String(), required=True)


class ReplyCanSchema(Schema):
    """What the viewer may do with a reply."""

    edit = fields.Boolean(required=True)
    hide = fields.Boolean(required=True)
    accept = fields.Boolean(required=True)
    flag = fields.Boolean(required=True)
    history = fields.Boolean(required=True)
    vote = fields.Boolean(required=True)


class ReplyViewSchema(Schema):
    """A reply on a page; `body` only for who may edit it.

    `held`, `hidden_reason` and `decision_id` only beside a hidden one, which moderators and its writer see: `held` is
    one that was never shown, since its writer is new and a moderator looks at it first.
    """

    id = fields.String(required=True)
    html = fields.String(required=True)
    body = fields.String()
    author = fields.Nested(AuthorSchema, required=True)
    written_at = fields.AwareDateTime(required=True)
    edited_at = fields.AwareDateTime(required=True, allow_none=True)
    accepted = fields.Boolean(required=True)
    hidden = fields.Boolean(required=True)
    held = fields.Boolean()
    hidden_reason = fields.String()
    decision_id = fields.String(allow_none=True)
    votes = fields.Integer(required=True)
    voted = fields.Boolean(required=True)
    version = fields.Integer(required=True)
    can = fields.Nested(ReplyCanSchema, required=True)


class RepliesViewSchema(Schema):
    """A page of replies, oldest first."""

    items = fields.List(fields.Nested(ReplyViewSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class TitledSchema(Schema):
    """A topic beside something else."""

    id = fields.String(required=True)
    title = fields.String(required=True)


class TopicCanSchema(Schema):
    """What the viewer may do with a topic."""

    reply = fields.Boolean(required=True)
    accept = fields.Boolean(required=True)
    edit = fields.Boolean(required=True)
    hide = fields.Boolean(required=True)
    follow = fields.Boolean(required=True)
    flag = fields.Boolean(required=True)
    history = fields.Boolean(required=True)
    vote = fields.Boolean(required=True)
    moderate = fields.Boolean(required=True)
    judge = fields.Boolean(required=True)


class TopicDetailSchema(Schema):
    """A topic on its page; `body` only for who may edit it, `audiences` (all that it demands) only for staff.

    `article_id` is what grew out of it; whether the viewer may read that its owner says.

    `held`, `hidden_reason` and `decision_id` only beside a hidden one, which moderators and its writer see: `held` is
    one that was never shown, since its writer is new and a moderator looks at it first.
    """

    id = fields.String(required=True)
    title = fields.String(required=True)
    html = fields.String(required=True)
    body = fields.String()
    author = fields.Nested(AuthorSchema, required=True)
    asked_at = fields.AwareDateTime(required=True)
    edited_at = fields.AwareDateTime(required=True, allow_none=True)
    state = choice(*STATES)
    locked = fields.Boolean(required=True)
    hidden = fields.Boolean(required=True)
    held = fields.Boolean()
    hidden_reason = fields.String()
    decision_id = fields.String(allow_none=True)
    kind = choice(*KINDS)
    pinned = fields.Boolean(required=True)
    idea = fields.Nested(IdeaSchema, required=True, allow_none=True)
    votes = fields.Integer(required=True)
    voted = fields.Boolean(required=True)
    category = fields.Nested(NamedSchema, required=True)
    accepted = fields.Nested(ReplyViewSchema, required=True, allow_none=True)
    reply_count = fields.Integer(required=True)
    version = fields.Integer(required=True)
    following = fields.Boolean(required=True)
    article_id = fields.String(required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    audiences = fields.List(fields.String())
    split_from = fields.Nested(TitledSchema, required=True, allow_none=True)
    split_into = fields.List(fields.Nested(TitledSchema), required=True)
    can = fields.Nested(TopicCanSchema, required=True)


class TopicViewSchema(Schema):
    """The page of one topic."""

    topic = fields.Nested(TopicDetailSchema, required=True)
    replies = fields.Nested(RepliesViewSchema, required=True)


class ReplyWithTopicSchema(ReplyViewSchema):
    """A reply with the topic it stands in."""

    topic = fields.Nested(TitledSchema, required=True)


class ReplyPageSchema(Schema):
    """The page on which a reply is changed."""

    reply = fields.Nested(ReplyWithTopicSchema, required=True)


class AskCategorySchema(Schema):
    """A category one can ask in."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    depth = fields.Integer(required=True)


class AskViewSchema(Schema):
    """The page on which one asks; `tags` are those lately in use."""

    categories = fields.List(fields.Nested(AskCategorySchema), required=True)
    kinds = fields.List(choice(*KINDS), required=True)
    tags = fields.List(fields.String(), required=True)


class SitemapQuery(PageQuery):
    """Where to go on."""


class SitemapItemSchema(Schema):
    """An address for search engines."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    updated_at = fields.AwareDateTime(required=True)


class SitemapSchema(Schema):
    """The topics the viewer may read."""

    items = fields.List(fields.Nested(SitemapItemSchema), required=True)
    next = fields.String(required=True, allow_none=True)
