"""Creating an account, and confirming its address."""

from gateway.forms.form import form
from gateway.pages.register import register as register_page
from gateway.responses import page_response
from gateway.upstream import accounts
from gateway.upstream.port import Refusal
from gateway.visit import as_gateway, visit


@form("/register", takes=("name", "email", "password"), again=register_page)
def register(sent):
    """The answer is the same whether the address has an account or not; the mail tells."""
    accounts.register(as_gateway(), sent["name"], sent["email"], sent["password"], visit().language, sent.key)
    return page_response("register_sent.html", {"email": sent["email"]})


@form("/verify", takes=("token",))
def verify(sent):
    """The address is confirmed; nobody is signed in by it."""
    try:
        accounts.verify(as_gateway(), sent["token"])
    except Refusal as refusal:
        return page_response("verify.html", {"state": "bad", "token": ""}, refusal.status)
    return page_response("verify.html", {"state": "done", "token": ""})
