"""Decide about each mail, and write it, at the moment of sending."""

from typing import Any

from notify.actions.links import UnsubscribeLinks
from notify.model.letter import compose
from notify.model.sending import FRESH, verdict
from notify.store import letters
from portalkit.database import Reading
from portalkit.deliveries import Decide
from portalkit.mail import Mail, Verdict


def decider(links: UnsubscribeLinks, origin: str, brand: str) -> Decide:
    """What the sending loop asks before each attempt."""

    def decide(db: Reading, row: Any) -> tuple[Verdict, Mail | None]:
        """Whether the message that `row` is about may leave as a mail now, and that mail."""
        letter = letters.letter(db, row.about["message"])
        if letter is None:
            return Verdict.DROP, None
        decided = verdict(letter, letters.current(db, db.now - FRESH), db.now)
        if decided is not Verdict.SEND:
            return decided, None
        return decided, compose(row.id, letter, origin, brand, links.address(letter.person, letter.act))

    return decide
