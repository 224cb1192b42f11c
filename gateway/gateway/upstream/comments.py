"""What the gateway asks of knowledge about comments under articles."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "knowledge"


def comment(caller: Caller, comment_id: str) -> Any:
    """One comment, and where it stands: {comment, article}."""
    return caller.read(SERVICE, f"/internal/v1/pages/comment/{quoted(comment_id)}")


def history(caller: Caller, comment_id: str, cursor: str | None) -> Any:
    """What was done to a comment: {id, article, items, next}."""
    return caller.read(SERVICE, f"/v1/comments/{quoted(comment_id)}/history", {"cursor": cursor})


def flagged(caller: Caller, cursor: str | None = None) -> Any:
    """Comments that somebody told of: {items, next}."""
    return caller.read(SERVICE, "/v1/moderation/flags", {"cursor": cursor})


def held(caller: Caller) -> Any:
    """Comments by people who are new that nobody has seen: {items, next}."""
    return caller.read(SERVICE, "/v1/moderation/held")


def appeals(caller: Caller) -> Any:
    """The appeals about comments that wait longest: {items, next}."""
    return caller.read(SERVICE, "/v1/moderation/appeals")


def decision(caller: Caller, decision_id: str) -> Any:
    """Why a comment is hidden, and what became of that."""
    return caller.read(SERVICE, f"/v1/decisions/{quoted(decision_id)}")


def appeal(caller: Caller, decision_id: str, body: dict[str, Any], key: str) -> None:
    """Ask for a second look at one's own comment: {text}."""
    caller.create(SERVICE, f"/v1/decisions/{quoted(decision_id)}/appeal", body, key)


def judge(caller: Caller, decision_id: str, body: dict[str, Any], version: str) -> None:
    """Decide about an appeal: {outcome, reason}."""
    caller.change(SERVICE, f"/v1/decisions/{quoted(decision_id)}/outcome", body, version, "PUT")


def preview(caller: Caller, body: str) -> Any:
    """A text as it would stand under an article: {html}."""
    return caller.ask(SERVICE, "/internal/v1/comments/preview", {"body": body})


def write(caller: Caller, article_id: str, body: dict[str, Any], key: str) -> Any:
    """Say {body} under an article; the comment."""
    return caller.create(SERVICE, f"/v1/articles/{quoted(article_id)}/comments", body, key)


def edit(caller: Caller, comment_id: str, body: dict[str, Any], version: str) -> Any:
    """Change a comment's {body}; the comment."""
    return caller.change(SERVICE, f"/v1/comments/{quoted(comment_id)}", body, version)


def delete(caller: Caller, comment_id: str) -> None:
    """Take back one's own comment."""
    caller.act(SERVICE, f"/v1/comments/{quoted(comment_id)}", None, "DELETE")


def hide(caller: Caller, comment_id: str, hidden: bool, reason: str, version: str) -> Any:
    """Hide a comment for a reason, or show it again; the comment."""
    body = {"hidden": hidden, "reason": reason}
    return caller.change(SERVICE, f"/v1/comments/{quoted(comment_id)}/hidden", body, version, "PUT")


def flag(caller: Caller, comment_id: str, body: dict[str, Any], key: str) -> None:
    """Tell the moderators of a comment: {reason, note}."""
    caller.create(SERVICE, f"/v1/comments/{quoted(comment_id)}/flags", body, key)


def dismiss(caller: Caller, comment_id: str) -> None:
    """Leave a comment as it is, whatever was told of it."""
    caller.act(SERVICE, f"/v1/comments/{quoted(comment_id)}/flags/dismiss")
