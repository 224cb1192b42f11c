"""What this service listens to, on one screen. All of it is kept as copies, so every verb counts."""

from knowledge import NAME
from knowledge.events import categories, topics, users
from portalkit.rights import handlers

HANDLERS = handlers(NAME) | {
    "accounts.user.*.v1": users.remember,
    "community.category.*.v1": categories.remember,
    "community.topic.*.v1": topics.remember,
    "community.reply.*.v1": topics.remember_reply,
}
