"""Reach people by other channels than mail: where they say so, and what is sent there."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from notify.channels import Channel, PlaceGone
from notify.model.message import Message
from notify.model.note import MOST_PLACES, Note, Place, note_id
from notify.store import notes, places
from portalkit.database import Database, Transaction
from portalkit.deliveries import post_all
from portalkit.errors import Missing, Refused
from portalkit.ids import new_id
from portalkit.mail import MailRefused
from portalkit.viewer import Viewer

log = structlog.get_logger(__name__)
KEPT = timedelta(days=8)


def add_place(
    tx: Transaction, channels: Mapping[str, Channel], person: Viewer, channel: str, name: str, data: Mapping[str, Any]
) -> Place:
    """Somebody wants to be reached at a place of theirs, as long as their session lasts. Raises Invalid, Refused."""
    if channel not in channels:
        raise Refused("no-such-channel", "This portal does not send messages that way.")
    address, keep = channels[channel].checked(data)
    if places.count(tx, person.id) >= MOST_PLACES:
        raise Refused("too-many-places", f"You have {MOST_PLACES} already. Remove one first.")
    place = Place(new_id(), person.id, channel, name, keep, person.sid, tx.now)
    places.add(tx, place, hashlib.sha256(f"{channel}\n{address}".encode()).hexdigest())
    return place


def remove_place(tx: Transaction, person: Viewer, place_id: str) -> None:
    """Somebody wants nothing more at one of their places. Raises Missing."""
    if not places.drop_of(tx, person.id, place_id):
        raise Missing()


def forget_browser(tx: Transaction, session_id: str) -> None:
    """A session has ended: who sits at its browser now may be somebody else."""
    places.drop_of_session(tx, session_id)


def send_also(tx: Transaction, told: Sequence[tuple[Message, Sequence[tuple[str, str]], datetime | None]]) -> None:
    """Have each message sent to its receiver's places (channel and id) after the commit, not before its time."""
    made, due = [], {}
    by_kind: dict[str, list[tuple[str, str, dict[str, str]]]] = {}
    for message, where, at in told:
        for channel, place in where if at else ():
            id = note_id(message.id, place)
            to = {"id": id, "message_id": message.id, "person": message.person, "place_id": place, "channel": channel}
            made.append(to)
            # No `message` in it: a release before takes such a row for a mail's, and must not send it as one.
            about = {"note": message.id, "place": place}
            by_kind.setdefault(f"{channel}:{message.act}", []).append((id, message.person, about))
            if at:
                due[id] = at
    if made:
        notes.add(tx, made)
    for kind, rows in by_kind.items():
        post_all(tx, kind, rows, due)


def forget_notes(tx: Transaction) -> None:
    """Forget what was sent long ago."""
    notes.forget(tx, tx.now - KEPT)


class Channels:
    """Sends a note by the channel of its place. A place that is gone is forgotten."""

    def __init__(self, database: Database, channels: Mapping[str, Channel]) -> None:
        self._database, self._channels = database, channels

    def send(self, note: Note, now: datetime) -> None:
        """Hand it over. Raises OSError, MailRefused."""
        channel = self._channels.get(note.place.channel)
        if channel is None:
            raise MailRefused("this portal does not send messages that way any more")
        try:
            channel.send(note, note.place)
        except PlaceGone:
            with self._database.transaction() as tx:
                places.drop(tx, note.place.id)
            raise MailRefused("there is nobody at that place any more") from None
        try:
            with self._database.transaction(counted=False) as tx:
                places.reached(tx, note.place.id)
        except Exception as fault:  # it has arrived: that this cannot be written down must not send it again
            log.warning("place-not-marked", place=note.place.id, exc_info=fault)
