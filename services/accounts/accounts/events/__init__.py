"""The facts of other services that accounts keeps: what staff decide there, and what became of people's data."""

from collections.abc import Mapping
from functools import partial

from accounts.events import acts, claims
from accounts.model.claim import PARTS
from accounts.model.portal import Portal
from portalkit.runner import Handler

OTHERS = PARTS[1:]


def handlers(portal: Portal) -> Mapping[str, Handler]:
    """What is done with each fact; mails that follow lead to `portal`."""
    return {
        "knowledge.act.done.v1": acts.record,
        "community.act.done.v1": acts.record,
        **{f"{service}.export.answered.v1": partial(claims.record, portal) for service in OTHERS},
        **{f"{service}.erasure.answered.v1": partial(claims.record, portal) for service in OTHERS},
    }


HANDLERS = handlers(Portal("", ""))  # what is listened to, whatever the portal is called
