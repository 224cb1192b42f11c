"""Decide about each mail, and write it, at the moment of sending."""

from dataclasses import replace
from functools import partial
from typing import Any

import structlog

from notify.actions.links import UnsubscribeLinks
from notify.model.attention import DIGEST
from notify.model.digest import compose_digest, held
from notify.model.letter import compose
from notify.model.note import Note, as_note
from notify.model.sending import FRESH, GONE, NO_ADDRESS, NOTHING_LEFT, PREFERENCE, dropped_for, verdict
from notify.store import deliveries, letters, places, preferences
from portalkit.database import Reading, Transaction
from portalkit.deliveries import Decide
from portalkit.errors import Refused
from portalkit.mail import Mail, Verdict
from portalkit.viewer import Viewer

log = structlog.get_logger(__name__)


def try_again(tx: Transaction, person: Viewer, message_id: str) -> None:
    """Have what was given up of a message tried anew, under its own id and by what holds then. Raises Refused.

    Whoever is second finds nothing that is given up: one press is one more round of attempts.
    """
    if not deliveries.again(tx, message_id):
        raise Refused("nothing-given-up", "Nothing of this message is given up: it is tried again already, or it left.")
    log.warning("delivery-tried-again", actor=person.id, message=message_id)


def note_decider(origin: str) -> Decide:
    """What the loop of the other channels asks before each attempt."""

    def decide(db: Reading, row: Any) -> tuple[Verdict, Note | str | None]:
        """Whether a message may leave by its channel now, by the rules of mail; or why it never does."""
        letter, place = letters.letter(db, row.about["note"]), places.one(db, row.about["place"])
        if letter is None:
            return Verdict.DROP, GONE
        if place is None or place.person != letter.person:
            return Verdict.DROP, NO_ADDRESS
        wanted = not places.is_refused(db, letter.person, letter.act, place.channel)
        letter = replace(letter, by_mail=False, wanted=wanted)
        decided = verdict(letter, letters.current(db, db.now - FRESH), db.now)
        if decided is not Verdict.SEND:
            return decided, dropped_for(letter, db.now)
        return decided, as_note(row.id, letter, place, origin)

    return decide


def decider(links: UnsubscribeLinks, origin: str, brand: str) -> Decide:
    """What the sending loop asks before each attempt."""

    def decide(db: Reading, row: Any) -> tuple[Verdict, Mail | str | None]:
        """Whether the message, or the digest, that `row` is about may leave now, and its mail; or why it never does."""
        return digest(db, row) if "digest" in row.about else single(db, row)

    def single(db: Reading, row: Any) -> tuple[Verdict, Mail | str | None]:
        letter = letters.letter(db, row.about["message"])
        if letter is None:
            return Verdict.DROP, GONE
        decided = verdict(letter, letters.current(db, db.now - FRESH), db.now)
        if decided is not Verdict.SEND:
            return decided, dropped_for(letter, db.now)
        return decided, compose(row.id, letter, origin, brand, links.address(letter.person, letter.act))

    def digest(db: Reading, row: Any) -> tuple[Verdict, Mail | str | None]:
        if not preferences.wants_mail(db, row.person, DIGEST):
            return Verdict.DROP, PREFERENCE
        current = letters.current(db, db.now - FRESH)
        decided, kept = held(letters.in_digest(db, row.about["digest"]), current, db.now, row.created_at)
        if decided is not Verdict.SEND:
            return decided, NOTHING_LEFT if decided is Verdict.DROP else None
        return decided, compose_digest(row.id, kept, origin, brand, partial(links.address, row.person))

    return decide
