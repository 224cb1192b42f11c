"""What the gateway asks of community about internal notes."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "community"


def beside(caller: Caller, topic_id: str) -> Any:
    """What staff noted beside a topic, oldest first."""
    return caller.read(SERVICE, f"/internal/v1/pages/topic/{quoted(topic_id)}/internal-notes")["items"]


def write(caller: Caller, topic_id: str, note: str, key: str) -> None:
    """Note something beside a topic."""
    caller.create(SERVICE, f"/internal/v1/topics/{quoted(topic_id)}/internal-notes", {"note": note}, key)


def delete(caller: Caller, note_id: str) -> None:
    """Delete one: who wrote it, or a moderator."""
    caller.act(SERVICE, f"/internal/v1/internal-notes/{quoted(note_id)}", method="DELETE")
