"""The facts that the forum keeps."""

from community import NAME
from community.events import articles, users
from portalkit.rights import handlers

HANDLERS = handlers(NAME) | {
    "accounts.user.*.v1": users.remember,
    "knowledge.article.*.v1": articles.remember,
    "knowledge.credit.*.v1": articles.remember_points,
}
