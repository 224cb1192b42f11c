"""The port to channels out of the portal besides mail: push to browsers, and whatever else is installed.

A channel knows its own places and how to send there, nothing else. Whom a message reaches, whether its receiver may
see it, when and how often: all that is decided before, for every channel alike. A package adds one by the entry point
`atrium.notify.channels`, which names a function from Settings to a Channel (or None: it is not set up).
"""

from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import Any, Protocol

from notify.model.note import Note, Place
from notify.settings import Settings

GROUP = "atrium.notify.channels"


class PlaceGone(Exception):
    """There is nobody at that place any more, and never will be."""


class Channel(Protocol):
    """One way to people."""

    name: str  # as it stands in rows: at most 8 letters
    public: str | None  # what a place is made with, where that takes something (a key, say)

    def checked(self, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """The address and what is to be kept of a place that somebody wants to be reached at. Raises Invalid."""

    def send(self, note: Note, place: Place) -> None:
        """Hand `note` over. Raises OSError (try again), MailRefused (never) or PlaceGone."""


def open_channels(settings: Settings) -> dict[str, Channel]:
    """All channels that are installed and set up, by name."""
    from notify.channel_push import open_push

    makers = [open_push, *(entry.load() for entry in entry_points(group=GROUP))]
    made = [make(settings) for make in makers]
    return {channel.name: channel for channel in made if channel is not None}
