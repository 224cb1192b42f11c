"""Choosing what reaches one, and ending a kind of it with one click."""

from gateway.forms.form import form
from gateway.pages.preferences import KINDS
from gateway.pages.preferences import preferences as preferences_page
from gateway.responses import done
from gateway.upstream import notify
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid

WEEKDAYS = "0", "1", "2", "3", "4", "5", "6"  # from Monday on
TIMES = ("zone", "quiet_from", "quiet_until", "digest", "digest_at", "digest_on")
OF_KINDS = tuple(f"{way}-{kind}" for kinds in KINDS.values() for kind in kinds for way in ("mail", "portal"))


@form("/account/notifications", by="member", takes=(*TIMES, *OF_KINDS, "ways[]", "also[]"), again=preferences_page)
def choose(sent):
    """All of the page at once; a kind that it did not show stays as it is."""
    choices = [
        {"kind": kind, "mail": sent[f"mail-{kind}"], "portal": sent[f"portal-{kind}"] == "1"} | _also(sent, kind)
        for kinds in KINDS.values()
        for kind in kinds
        if sent[f"mail-{kind}"]
    ]
    body = sent.only("zone", "digest_at") | {
        "choices": choices,
        "quiet_from": sent["quiet_from"] or None,
        "quiet_until": sent["quiet_until"] or None,
        "digest": sent["digest"] == "1",
        "digest_on": _weekday(sent["digest_on"]),
    }
    notify.choose(visit().services, body)
    return done("/account/notifications", _("Saved. It holds for what happens from now on."))


def _also(sent, kind):
    """By which other channels it comes, where the page asked for that."""
    return {"also": [way for way in sent["ways"] if f"{way}:{kind}" in sent["also"]]} if sent["ways"] else {}


def _weekday(text):
    if text not in WEEKDAYS:
        raise Invalid({"digest_on": [_("Choose a day of the week.")]})
    return int(text)


@form("/account/notifications/mail-again", by="member", again=preferences_page)
def mail_again(sent):
    """The address takes mail again, says its person."""
    notify.mail_again(visit().services)
    return done("/account/notifications", _("We send mails to your address again. If one comes back, it stands here."))


@form("/account/notifications/end", by="member", takes=("kind",), again=preferences_page)
def end_kind(sent):
    """Told no more of it, neither here nor by mail."""
    notify.end_kind(visit().services, sent["kind"])
    return done("/notifications", _("You are told no more of these. Your account has it, if you change your mind."))
