"""What supervisors and monitoring ask. The gateway is ready with every service down: it then says what is missing."""

from flask import Blueprint, Response, request

from gateway import NAME, RELEASE
from gateway.arrivals import bare
from gateway.hosts import asked_from_here
from gateway.visit import portal
from portalkit import metrics, queues
from portalkit.errors import Missing

probes = Blueprint("probes", __name__)
TEXT = "text/plain; charset=utf-8"


@probes.get("/livez")
@probes.get("/readyz")
@bare
def alive() -> Response:
    """This process answers."""
    return Response("ok\n", headers={"Cache-Control": "no-store"}, content_type=TEXT)


@probes.get("/version")
@bare
def version() -> dict[str, str]:
    """Which release runs."""
    return {"service": NAME, "version": RELEASE}


@probes.get("/metrics")
@bare
def counted() -> Response:
    """Prometheus's text, for programs on this machine; to others there is no such page."""
    if not asked_from_here(request.environ, portal().settings.trusted_hops):
        raise Missing()
    return Response(metrics.exposition() + queues.exposition(), content_type="text/plain; version=0.0.4")
