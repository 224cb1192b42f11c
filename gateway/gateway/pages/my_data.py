"""What the portal holds of one: how much, to be had, to be erased; and the receipt of that."""

from flask import Response

from gateway.arrivals import require
from gateway.asked import asked
from gateway.my_data import packed
from gateway.pages.messages import for_oneself
from gateway.pages.own_clocks import UTC, own_clocks
from gateway.pages.register import LONGEST_TOKEN
from gateway.panels import Panel, page, pages
from gateway.responses import settle
from gateway.upstream import accounts, claims, community, knowledge, notify, rights
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import as_gateway, visit
from gateway.words import N_
from portalkit.errors import Missing

SERVICES = tuple(client.SERVICE for client in (accounts, knowledge, community, notify))
WORDS = {
    "accounts": N_("Your account"),
    "knowledge": N_("Articles and search"),
    "community": N_("Community"),
    "notify": N_("Notifications"),
}


def _held():
    """One panel a service; one that does not answer is a gap of its own."""
    return {"services": SERVICES, "words": WORDS} | {name: Panel(rights.held, name) for name in SERVICES}


def _asked():
    """What one asked for lately, and what keeps one's data now."""
    return {"asked": Panel(claims.claims)}


@page("/account/data", "my_data.html", by="member")
def my_data():
    """How much there is, and what one asked for lately."""
    return _held() | _asked() | own_clocks()


@page("/account/erase", "erase.html", by="member")
def erase():
    """What would go and what would stay, and what it would wait for, before one decides."""
    return _held() | _asked()


@pages.get("/account/data/<export_id>")
def download(export_id):
    """Everything there is of one, as an archive: a part of each service, and what is missing."""
    require("member")
    for_oneself()  # it holds what one wrote to others
    services = visit().services
    found = [each for each in claims.claims(services)["claims"] if each["id"] == export_id and each["kind"] == "export"]
    if not found:
        raise Missing()
    response = Response(packed(services, found[0], _zone(services)), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="data-{found[0]["asked_at"][:10]}.zip"'
    return settle(response)


@page("/receipt", "receipt.html")
def receipt():
    """What became of what was held of somebody, for whoever has the link."""
    token = asked("token", LONGEST_TOKEN) or ""
    return {"receipt": _found(token), "words": WORDS, "zone": _zone(visit().services)}


def _zone(services):
    """The reader's time zone; UTC for visitors, and while nobody tells it."""
    if not visit().who.signed_in:
        return UTC
    try:
        return notify.preferences(services)["zone"]
    except (Refusal, Unanswered):
        return UTC


def _found(token):
    try:
        return claims.receipt(as_gateway(), token) if token else None
    except Refusal as refusal:
        if refusal.status == 404:
            return None
        raise
