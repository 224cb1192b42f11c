"""The facts that the forum keeps."""

from community.events import users

HANDLERS = {
    "accounts.user.*.v1": users.remember,
}
