"""The mailbox of a portal that is tried out: every mail it would have sent."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response

from gateway.panels import page, pages
from gateway.responses import settle
from gateway.visit import portal
from portalkit.errors import Missing
from portalkit.mail_mailbox import Mailbox

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@page("/dev/mail", "dev_mail.html")
def dev_mail():
    """Newest first."""
    with _mailbox() as mailbox:
        found = mailbox.list()
    return {"mails": [{"id": mail["seq"], **{name: mail[name] for name in ("to", "subject", "at")}} for mail in found]}


@page("/dev/mail/<int:mail_id>", "dev_mail_message.html")
def dev_mail_message(mail_id):
    """One mail as text."""
    mail = _read(mail_id)
    sender = next((value for name, value in mail["headers"] if name == "From"), "")
    copied = {name: mail[name] for name in ("to", "subject", "at", "text")}
    return {"mail": copied | {"id": mail_id, "sender": sender, "has_html": bool(mail["html"])}}


@pages.get("/dev/mail/<int:mail_id>/html")
def dev_mail_html(mail_id):
    """The same as its reader's program shows it: apart from the portal, without scripts."""
    response = Response(_read(mail_id)["html"], content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    return settle(response)


def _read(mail_id):
    with _mailbox() as mailbox:
        mail = mailbox.read(mail_id) if mail_id < 2**62 else None
    if mail is None:
        raise Missing()
    return mail


@contextmanager
def _mailbox() -> Iterator[Mailbox]:
    settings = portal().settings
    if not settings.mailbox_shown:
        raise Missing()
    mailbox = Mailbox(settings.mailbox, settings.mail_from, settings.brand_name)
    try:
        yield mailbox
    finally:
        mailbox.close()
