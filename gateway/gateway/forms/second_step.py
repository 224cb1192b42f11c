"""The second step of signing in."""

from urllib.parse import quote

from flask import Response, request

from gateway.forms.form import form
from gateway.forms.signin import enter
from gateway.hosts import own_path
from gateway.pages.second_step import signin_code as code_page
from gateway.responses import done
from gateway.service_words import told
from gateway.upstream import factors
from gateway.upstream.port import Refusal
from gateway.visit import as_gateway, portal
from gateway.words import N_

TOO_LATE = N_("That took too long. Sign in once more.")


@form("/signin/code", takes=("code", "credential", "remember", "next"), again=code_page)
def finish_sign_in(sent):
    """The session whose password was right; with `remember` this browser is not asked again for a month."""
    cookies = portal().cookies
    ticket = cookies.ticket_of(request)
    if not ticket:
        return once_more(sent["next"], TOO_LATE)
    keep = bool(sent["remember"])
    try:
        made = factors.finish(as_gateway(), ticket, sent["code"] or None, keep, sent["credential"] or None)
    except Refusal as refusal:
        if refusal.slug == "sign-in-again":
            return once_more(sent["next"], refusal.detail)
        raise
    response = enter(made, sent["next"])
    if made["remembered"]:
        cookies.remember(response, made["remembered"])
    return response


def once_more(following: str, why: str) -> Response:
    """Back to the first step."""
    response = done(f"/signin?next={quote(own_path(following), safe='/')}", told(why))
    portal().cookies.drop_ticket(response)
    return response
