"""The facts of other services that accounts keeps: what staff decide there."""

from collections.abc import Mapping

from accounts.events import acts
from portalkit.runner import Handler

HANDLERS: Mapping[str, Handler] = {
    "knowledge.act.done.v1": acts.record,
    "community.act.done.v1": acts.record,
}
