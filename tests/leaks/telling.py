"""What reaches people without their asking: mails, and the stream of an open page."""

import re
import threading
from contextlib import contextmanager
from typing import Any

import orjson
from werkzeug.test import EnvironBuilder

from leaks.answers import Masks
from leaks.doors import PagesDoor
from leaks.world import World
from notify.live import Live

LINK = re.compile(r"/unsubscribe/[^\s>\"]+")
SAID = ("From", "To", "Subject", "List-Unsubscribe", "List-Unsubscribe-Post")


def mails_to(world: World, who: str) -> list[str]:
    """What the mailbox got for somebody, as it can be compared."""
    masks = Masks(world)
    made = []
    for mail in world.portal.mails():
        if mail["to"] == f"{who}@people.example":
            headers = [(name, value) for name, value in mail["headers"] if name in SAID]
            text = LINK.sub("/unsubscribe/<secret>", f"{headers}\n{mail['text']}\n{mail['html']}")
            made.append(masks.text(text))
    return sorted(made)


class Listener:
    """A page that is open, with its stream."""

    def __init__(self, live: Live, world: World, who: str) -> None:
        answer = PagesDoor(world).send(who, "POST", "/live/ticket")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        path = answer.json["url"].removeprefix(f"{world.portal.gateway.extensions['portal'].settings.live}")
        self.status: list[str] = []
        self._body = live(EnvironBuilder(path=path).get_environ(), lambda status, headers: self.status.append(status))
        self._frames: list[bytes] = []
        self._thread = threading.Thread(target=lambda: self._frames.extend(self._body), daemon=True)
        self._thread.start()

    def told(self) -> list[dict[str, Any]]:
        """The news so far."""
        lines = b"".join(self._frames).split(b"\n")
        return [orjson.loads(line.removeprefix(b"data: ")) for line in lines if line.startswith(b"data: ")]

    def end(self) -> None:
        """Wait until the stream is over."""
        self._thread.join(10)


@contextmanager
def listening(world: World, *people: str):
    """Everybody's stream, for as long as the block takes."""
    live = Live(world.portal.settings["notify"])
    listeners = {who: Listener(live, world, who) for who in people}
    try:
        yield listeners
    finally:
        live.streams.stop()
        for each in listeners.values():
            each.end()
