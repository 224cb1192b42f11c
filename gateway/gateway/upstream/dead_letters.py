"""What the gateway asks every service about events that it has given up."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

PATH = "/internal/v1/dead-letters"


def dead_letters(caller: Caller, service: str) -> Any:
    """The oldest of them: {items, count}."""
    return caller.read(service, PATH)


def dead_letter(caller: Caller, service: str, letter_id: str) -> Any:
    """One of them, without anybody's words."""
    return caller.read(service, f"{PATH}/{quoted(letter_id)}")


def replay(caller: Caller, service: str, letter_id: str) -> None:
    """Have it tried again."""
    caller.act(service, f"{PATH}/{quoted(letter_id)}/replay")


def discard(caller: Caller, service: str, letter_id: str) -> None:
    """Let it go for good."""
    caller.act(service, f"{PATH}/{quoted(letter_id)}/discard")
