"""The audit log: records in a chain, so that whoever changes one breaks all that follow."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

START = "0" * 64
ACTS = {  # every act that is done here, in words; those of other services bear their names
    "address.added": "Added a further address",
    "address.removed": "Removed an address",
    "audience.changed": "Changed an audience",
    "audience.created": "Made an audience",
    "audience.given": "Gave an audience another owner or deputy",
    "audience.retired": "Retired an audience",
    "audience.view-ended": "Stopped looking as an audience",
    "audience.view-started": "Looked as an audience",
    "browser.forgotten": "Has a browser asked again",
    "browser.remembered": "Has a browser not asked",
    "erasure.asked": "Asked to be erased",
    "export.asked": "Asked for their data",
    "factor.added": "Added a second factor",
    "factor.removed": "Removed a second factor",
    "factors.taken": "Removed somebody’s second factors",
    "context.chosen": "Chose whom to act for",
    "hold.lifted": "Lifted a hold on a person",
    "hold.set": "Set a hold on a person",
    "invitation.sent": "Invited somebody",
    "invitation.withdrawn": "Withdrew an invitation",
    "membership.begun": "Became a member",
    "membership.changed": "Changed a membership",
    "membership.ended": "Ended a membership",
    "membership.moved": "Moved a member",
    "membership.removed": "Removed a member",
    "organisation.changed": "Changed an organisation",
    "organisation.created": "Made an organisation",
    "organisation.left": "Left an organisation without an administrator",
    "password.changed": "Chose a new password",
    "profile.approved": "Approved a change of a profile",
    "profile.asked": "Asked for a change of their profile",
    "profile.refused": "Refused a change of a profile",
    "profile.rules-changed": "Changed what people may say of themselves",
    "profile.taken-back": "Took back a change of their profile",
    "people.imported": "Brought people in from a file",
    "persona.changed": "Changed a persona",
    "persona.created": "Made a persona",
    "persona.deleted": "Deleted a persona",
    "recovery-code.used": "Used a recovery code",
    "recovery-codes.made": "Made recovery codes",
    "session.ended": "Ended a session",
    "session.started": "Signed in",
    "token.made": "Made an API token",
    "token.revoked": "Revoked an API token",
    "user.added": "Added by the operator",
    "user.changed": "Changed a person",
    "user.created": "Brought a person in",
    "user.erased": "Was erased",
    "user.registered": "Registered",
    "user.verified": "Confirmed an address",
    "view.ended": "Stopped looking as a person",
    "view.started": "Looked as a person",
}


@dataclass(frozen=True, slots=True)
class Record:
    """Who did what to which thing, and when. Ids only: the log outlives names."""

    seq: int
    at: datetime
    actor: str
    action: str
    object: str
    detail: dict[str, Any]
    requestid: str | None
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many records there are, and the hash of the last."""

    seq: int = 0
    hash: str = START


def hash_of(previous: str, record: Record) -> str:
    """The hash of `record` behind the one with the hash `previous`."""
    content = [
        previous,
        record.seq,
        record.at.isoformat(),
        record.actor,
        record.action,
        record.object,
        record.detail,
        record.requestid,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_fault(records: Iterable[Record], head: Head, known: Head | None = None) -> str | None:
    """What is wrong with the chain, or None. `known` is an earlier end of it that was kept elsewhere."""
    return fault_behind(Head(), records, head, known)


def fault_behind(last: Head, records: Iterable[Record], head: Head, known: Head | None = None) -> str | None:
    """The same for the part of the chain that comes after `last`, which is taken to be right."""
    met = known is None or known.seq == 0
    for record in records:
        if record.seq != last.seq + 1:
            return f"After record {last.seq} comes {record.seq}: records are missing or out of order."
        if record.hash != hash_of(last.hash, record):
            return f"Record {record.seq} was changed, or one before it."
        last = Head(record.seq, record.hash)
        if known is not None and last.seq == known.seq:
            if last.hash != known.hash:
                return f"Record {last.seq} is not the one that was noted elsewhere."
            met = True
    if last != head:
        return f"The log ends at record {last.seq}, but {head.seq} were written."
    if not met:
        return f"The log ends at record {last.seq}, but record {known.seq if known else 0} was noted elsewhere."
    return None
