"""The facts that the forum keeps."""

from community.events import articles, users

HANDLERS = {
    "accounts.user.*.v1": users.remember,
    "knowledge.article.*.v1": articles.remember,
    "knowledge.credit.*.v1": articles.remember_points,
}
