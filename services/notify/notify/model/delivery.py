"""What became of a message's mail, in fixed words, and what may be said of a fault."""

import re

from notify.model.sending import DROPPED_FOR

SENT, GATHERED, WAITING, SUPPRESSED, FAILED, UNKNOWN = "sent", "gathered", "waiting", "suppressed", "failed", "unknown"
QUIET, DIGEST, RETRY, UNCLEAR, TURN = "quiet", "digest", "retry", "unclear", "turn"  # why it waits
CAP = "cap"  # why it was suppressed, besides what is found when a mail is sent
WAITS_FOR = (QUIET, DIGEST, RETRY, UNCLEAR, TURN)
SUPPRESSED_FOR = (CAP, *DROPPED_FOR, UNKNOWN)
STATES = (  # what a list can be narrowed to: an outcome, or one with its reason
    *(SENT, GATHERED, WAITING, *(f"{WAITING}:{reason}" for reason in WAITS_FOR)),
    *(SUPPRESSED, *(f"{SUPPRESSED}:{reason}" for reason in SUPPRESSED_FOR), FAILED, UNKNOWN),
)
OUTCOMES = {"sent": SENT, "due": WAITING, "dropped": SUPPRESSED, "failed": FAILED}  # by the state of a delivery
MOST_SAID = 200
ADDRESS = re.compile(r"[^\s<>'\"]+@[^\s<>'\"]+")


def said(fault: str | None) -> str | None:
    """A fault as it may be shown: short, and without anybody's address, which mail servers like to repeat."""
    return ADDRESS.sub("(an address)", fault)[:MOST_SAID] if fault else None
