"""Events that services have given up: what they are and why, for administrators."""

from gateway.panels import Panel, page
from gateway.upstream import accounts, community, knowledge, notify
from gateway.upstream.dead_letters import dead_letter, dead_letters
from portalkit.errors import Missing

SERVICES = tuple(client.SERVICE for client in (accounts, knowledge, community, notify))


def known(service):
    """The service of an address. Raises Missing."""
    if service not in SERVICES:
        raise Missing()
    return service


@page("/staff/parked", "staff_parked.html", by="administrator")
def staff_parked():
    """One panel a service; one that does not answer is a gap of its own."""
    return {"services": SERVICES} | {service: Panel(dead_letters, service) for service in SERVICES}


@page("/staff/parked/<service>/<letter_id>", "staff_parked_one.html", by="administrator")
def staff_parked_one(service, letter_id):
    """One of them, with what can be decided about it."""
    return {"service": known(service), "letter": Panel(dead_letter, service, letter_id, need=True)}
