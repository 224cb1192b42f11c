"""What the gateway asks of community about what people write to each other."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "community"
PAGES = "/internal/v1/pages"


def conversations(caller: Caller, cursor: str | None) -> Any:
    """One's conversations: {items, unread, next}."""
    return caller.read(SERVICE, f"{PAGES}/messages", {"cursor": cursor})


def conversation(caller: Caller, person_id: str, cursor: str | None) -> Any:
    """What one and somebody else wrote: {person, can_write, blocked, unread, items, next}."""
    return caller.read(SERVICE, f"{PAGES}/messages/{quoted(person_id)}", {"cursor": cursor})


def one(caller: Caller, message_id: str) -> Any:
    """A message of one's own conversations: {message, author}."""
    return caller.read(SERVICE, f"{PAGES}/message/{quoted(message_id)}")


def send(caller: Caller, person_id: str, body: dict[str, Any], key: str) -> None:
    """Write to somebody: {body}."""
    caller.create(SERVICE, f"/v1/people/{quoted(person_id)}/messages", body, key)


def mark_read(caller: Caller, person_id: str, until: str) -> None:
    """Say that all up to this message was read."""
    caller.act(SERVICE, f"/v1/people/{quoted(person_id)}/messages/read", {"until": until})


def block(caller: Caller, person_id: str, blocked: bool) -> None:
    """Let somebody write no more, or again."""
    caller.act(SERVICE, f"/v1/people/{quoted(person_id)}/blocked", {"blocked": blocked}, "PUT")


def report(caller: Caller, message_id: str, body: dict[str, Any], key: str) -> None:
    """Tell moderators of a message: {reason, note}."""
    caller.create(SERVICE, f"/v1/messages/{quoted(message_id)}/flags", body, key)


def reported(caller: Caller) -> Any:
    """The messages that wait for a moderator: {items}."""
    return caller.read(SERVICE, "/v1/moderation/messages")


def settle(caller: Caller, message_id: str, outcome: str) -> None:
    """Remove a message that was reported, or leave it."""
    caller.act(SERVICE, f"/v1/messages/{quoted(message_id)}/flags/settle", {"outcome": outcome})
