"""Saying whether an article helped."""

from flask import request

from gateway.forms.form import form, wanted
from gateway.hosts import client_ip
from gateway.pages.article import article as article_page
from gateway.responses import done
from gateway.upstream import knowledge
from gateway.upstream.caller import quoted
from gateway.visit import portal, visit
from portalkit.limits import Limit

DAY = 86_400
OF_ONE_ADDRESS = 5  # votes of visitors on one article, a day


@form("/articles/<article_id>/vote", takes=("helpful", "reason", "text"), again=article_page)
def vote_for_article(sent, article_id):
    """A person counts by themselves; a visitor by their browser, and from one address a few times a day."""
    home, helpful = portal(), wanted(sent["helpful"])
    body = {"helpful": helpful, "reason": None if helpful else sent["reason"] or None, "text": sent["text"]}
    known = home.voters.known(request)
    signed_in = visit().who.signed_in
    if not signed_in:
        address = client_ip(request.environ, home.settings.trusted_hops)
        home.limits.take((Limit("votes-ip", OF_ONE_ADDRESS, DAY), f"{article_id} {address}"))
        known = known or home.voters.new(sent.form_key, address, request.headers.get("User-Agent", ""))
    knowledge.vote(visit().services, article_id, body | {"browser": known})
    response = done(f"/articles/{quoted(article_id)}?said={'yes' if helpful else 'no'}#helpful")
    if not signed_in and known:
        home.voters.remember(response, known)
    return response
