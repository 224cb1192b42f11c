"""How one signs in, and proving who one is."""

import re

from flask import Response, request

from gateway.forms.form import MOST_VALUES, form, show_again
from gateway.hosts import own_path
from gateway.pages.security import prove as prove_page
from gateway.pages.security import signing_in as security_page
from gateway.qr import picture
from gateway.responses import done, page_response
from gateway.upstream import factors
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import visit
from gateway.words import _

SECRET = re.compile(r"[A-Z2-7]{16,64}")
PROOF = ("password", "code", "credential", "next", "do", "csrf")


@form("/account/prove", by="member", takes=("password", "code", "credential", "next", "do"))
def prove_it(sent):
    """On to what was wanted: a form that was asked for is sent again as it was, with its method and all it held."""
    following, do = own_path(sent["next"]), own_path(sent["do"], "")
    try:
        factors.prove(visit().services, *(sent[name] or None for name in ("password", "code", "credential")))
    except (Refusal, Unanswered) as fault:
        kept = [(name, value) for name, value in request.form.items(multi=True) if name not in PROOF]
        return show_again(prove_page, fault, sent, {"next": following, "do": do, "kept": kept[:MOST_VALUES]})
    if do:
        return Response(status=307, headers={"Location": do, "Cache-Control": "no-store"})
    return done(following, _("Thank you. For ten minutes nothing more has to be proven."))


@form("/account/security/password", by="member", takes=("password",), again=security_page)
def change_password(sent):
    """Another password; every other browser is signed out."""
    factors.change_password(visit().services, sent["password"])
    return done("/account/security", _("Your new password is set. Every other browser is signed out."))


@form("/account/security/app", by="member", again=security_page)
def begin_app(sent):
    """A secret for an app, as a picture and as text."""
    made = factors.begin_totp(visit().services)
    return _app_page(made["secret"], made["address"], {}, 200)


@form("/account/security/app/confirm", by="member", takes=("code", "secret", "address"))
def confirm_app(sent):
    """The app counts from now on, and there are recovery codes."""
    try:
        made = factors.confirm_totp(visit().services, sent["code"])
    except Refusal as refusal:
        if "code" in refusal.fields and SECRET.fullmatch(sent["secret"]):
            told = {"code": refusal.fields["code"][0]}
            return _app_page(sent["secret"], sent["address"][:500], told, refusal.status)
        raise
    return _codes_page(made["codes"], first=True)


@form("/account/security/app/remove", by="member", again=security_page)
def remove_app(sent):
    """The password alone is enough."""
    factors.remove_totp(visit().services)
    return done("/account/security", _("The app is removed. Your password alone signs you in."))


@form("/account/security/codes", by="member", again=security_page)
def make_codes(sent):
    """Ten new recovery codes, shown this once."""
    return _codes_page(factors.make_recovery_codes(visit().services)["codes"], first=False)


@form("/account/security/browsers/<browser_id>/forget", by="member")
def forget_browser(sent, browser_id):
    """That browser is asked for the code again."""
    factors.forget_browser(visit().services, browser_id)
    return done("/account/security#browsers", _("Forgotten. That browser is asked for the code again."))


def _app_page(secret: str, address: str, errors: dict[str, str], status: int) -> Response:
    shown = picture(address, "The same as the text below, for the camera")
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    values = {"picture": shown, "secret": secret, "groups": groups, "address": address, "errors": errors}
    return _unkept(page_response("security_app.html", values, status))


def _codes_page(codes: list[str], first: bool) -> Response:
    return _unkept(page_response("security_codes.html", {"codes": codes, "first": first}))


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"  # it holds secrets
    return response
