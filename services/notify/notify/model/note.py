"""What goes to a person by another channel than mail, and where it goes."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from notify.model.attention import CRITICAL
from notify.model.excerpt import excerpt
from notify.model.letter import path
from notify.model.sending import STALE, Letter
from notify.model.words import words

TITLE, TEXT = 160, 240  # characters: it has to fit into what push services take (4,096 bytes)
MOST_PLACES = 20  # of one person


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is reached by a channel: a browser, say. `data` is its channel's own."""

    id: str
    person: str
    channel: str
    name: str
    data: dict[str, Any] = field(repr=False)
    session_id: str | None
    created_at: datetime
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A message as another channel carries it. The same `id` is the same message, also when it comes twice."""

    id: str
    place: Place
    title: str
    text: str
    address: str
    urgent: bool
    until: datetime  # after that it is no news any more
    people: tuple[str, ...] = ()


def note_id(message_id: str, place_id: str) -> str:
    """The id of what a message has sent to a place: the same, whoever computes it."""
    return hashlib.blake2b(f"{message_id}\n{place_id}".encode(), digest_size=16).hexdigest()


def as_note(id: str, letter: Letter, place: Place, origin: str) -> Note:
    """The words of a mail, in short."""
    said = words(letter)
    return Note(
        id=id,
        place=place,
        title=excerpt(said.headline, TITLE) or "",
        text=excerpt(said.quote, TEXT) or "",
        address=origin + path(letter),
        urgent=letter.act in CRITICAL,
        until=letter.created_at + STALE,
        people=(letter.actor_id,),
    )
