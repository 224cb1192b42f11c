"""Writing the rules of audiences, and retiring them."""

import orjson
from flask import request

from gateway.audience_words import audience_told, fault_told
from gateway.forms.form import SHOWN_AGAIN, form, keepers_of, messages
from gateway.pages.staff_audiences import drafted, edit_audience, in_use, new_audience, staff_audience, whom
from gateway.responses import done, fragment_response
from gateway.rule_draft import read_draft
from gateway.upstream import accounts
from gateway.upstream.caller import quoted
from gateway.upstream.port import Unanswered
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Fault, Invalid

TAKES = ("name", "description", "owner_id", "deputy_id", "do")


@form("/staff/audiences/new", by="administrator", takes=TAKES)
def create_audience(sent):
    """Whoever the rule fits is in, at once; any other button changes the draft."""

    def save(rule):
        sent["rule"] = orjson.dumps(rule).decode()  # part of what makes the form the same
        made = accounts.create_audience(visit().services, _body(sent, rule), sent.key)
        return done(f"/staff/audiences/{quoted(made['id'])}", _("The audience is there. Whoever fits is in."))

    return _write(new_audience, sent, save)


@form("/staff/audiences/<audience_id>/edit", by="administrator", takes=TAKES)
def change_audience(sent, audience_id):
    """Whoever comes or goes by the changed rule does so at once."""

    def save(rule):
        accounts.change_audience(visit().services, audience_id, _body(sent, rule), sent.version)
        return done(f"/staff/audiences/{quoted(audience_id)}", _("Saved. Who comes or goes does so at once."))

    return _write(edit_audience, sent, save, audience_id=audience_id)


@form("/staff/audiences/preview", by="administrator", asks=True)
def preview_audience(sent):
    """How many the draft lets in, and some of them, while it is written."""
    try:
        seen = whom(visit().services, read_draft(request.form))
    except (Fault, Unanswered):
        seen = None
    return fragment_response("fragments/whom.html", {"seen": seen})


@form("/staff/audiences/<audience_id>/retire", by="administrator", takes=("anyway",), again=staff_audience)
def retire_audience(sent, audience_id):
    """Nobody is in it any more, for good. What it is used for has been said, or this is refused."""
    if sent["anyway"] != "1" and (said := in_use(visit().services, audience_id)):
        raise Invalid({"form": [said]})
    accounts.retire_audience(visit().services, audience_id, sent.version)
    return done("/staff/audiences", _("Retired. Nobody is in it any more."))


def _body(sent, rule):
    return sent.only("name", "description") | {"rule": rule} | keepers_of(sent)


def _write(page, sent, save, **ids):
    """Save the draft, or show it again: as a button changed it, or with what is wrong."""
    draft = read_draft(request.form)
    if sent["do"] != "save":
        return page.again(200, {}, sent.typed(), drafted(draft), **ids)
    rule = draft.rule()
    try:
        if rule is None:
            raise Invalid({"rule": [_("Write at least one condition with a value.")]})
        return save(rule)
    except Fault as fault:
        if fault.status not in SHOWN_AGAIN:
            raise
        more, said = drafted(draft), messages(fault, {*sent, "rule"})
        if fault.status == 412:
            more["theirs"] = audience_told(accounts.audience(visit().services, ids["audience_id"]))["words"]
        if "rule" in said:
            said["rule"] = fault_told(said["rule"])
        return page.again(fault.status, said, sent.typed(), more, **ids)
