"""The facts of other services that accounts keeps or acts on: none so far."""

from collections.abc import Mapping

from portalkit.runner import Handler

HANDLERS: Mapping[str, Handler] = {}
