"""Write to somebody, block somebody, and tell moderators of what one was written."""

from typing import Any

from sqlalchemy import Row

from community.actions import notes
from community.actions.newcomers import check_new_message
from community.actions.writing import written
from community.model.message import (
    REMOVED,
    Message,
    Report,
    check_can_report,
    check_can_write,
    check_not_oneself,
    pair,
)
from community.model.newcomer import NONE, Limits
from community.model.note import MESSAGE_RECEIVED
from community.model.writing import excerpt
from community.store import meeting, messages, reports
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Missing
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def send_message(tx: Transaction, author: Viewer, person_id: str, body: str, newcomers: Limits = NONE) -> Message:
    """Write to somebody whom `author` may meet, and who may meet them. Raises Missing, Refused, Invalid, Throttled."""
    check_not_oneself(author.id, person_id)
    tx.alone(f"conversation {pair(author.id, person_id)}")  # two who begin at once begin one
    other, conversation = _known(tx, author, person_id)
    may = other is not None and meeting.each_other(tx, author, other)
    blocked = messages.has_blocked(tx, person_id, author.id)
    check_can_write(may and not blocked, messages.has_blocked(tx, author.id, person_id))
    text = written(tx, author, author.id, body)
    check_new_message(tx, author, newcomers, text, begins=conversation is None)
    kept = (text.body, text.html, excerpt(text.plain), tx.now)
    if conversation is None:
        message = Message(new_id(), new_id(), author.id, *kept)
        messages.begin(tx, message.conversation_id, author.id, person_id, message)
        seen = True
    else:
        message = Message(new_id(), conversation, author.id, *kept)
        seen = not messages.waits(tx, conversation, person_id)
        messages.add(tx, message)
    if seen:  # who has not read what they were told of knows that there is something
        notes.give(tx, MESSAGE_RECEIVED, person_id, author.id)
    return message


def mark_read(tx: Transaction, reader: Viewer, person_id: str, until: str) -> None:
    """Somebody has read what they were written, up to the message `until`. Raises Missing."""
    conversation = messages.between(tx, reader.id, person_id)
    if conversation is None:
        raise Missing()
    messages.mark_read(tx, conversation, reader.id, until)


def block(tx: Transaction, viewer: Viewer, person_id: str, blocked: bool) -> bool:
    """Let somebody write no more, or again; they are not told. Raises Missing, Refused."""
    check_not_oneself(viewer.id, person_id)
    _known(tx, viewer, person_id)
    messages.block(tx, viewer.id, person_id, blocked)
    return blocked


def report(tx: Transaction, reader: Viewer, message_id: str, reason: str, note: str) -> Report:
    """Tell moderators of a message that one was written. Raises Missing, Refused."""
    message = messages.get(tx, reader, message_id)
    check_can_report(reader.id, message, reports.by(tx, reader.id, message.id))
    told = Report(new_id(), message.id, message.conversation_id, reader.id, reason, note.strip(), tx.now)
    reports.add(tx, told)
    return told


def settle(tx: Transaction, moderator: Viewer, message_id: str, outcome: str) -> str:
    """Take away the words of a message that was reported, or leave it. Raises Missing."""
    message = reports.reported(tx, moderator, message_id)
    reports.settle(tx, message.id, moderator.id, outcome)
    if outcome == REMOVED:
        reports.remove(tx, message.id, moderator.id)
    acts.note(tx, moderator, f"message.{outcome}", message.id)
    return outcome


def _known(tx: Transaction, viewer: Viewer, person_id: str) -> tuple[Row[Any] | None, str | None]:
    """Somebody whom `viewer` may meet, or has talked to, and their conversation. Raises Missing."""
    conversation = messages.between(tx, viewer.id, person_id)
    if conversation is None and not meeting.met(tx, viewer, person_id):
        raise Missing()
    return meeting.person(tx, person_id), conversation
