"""What an organisation's own administrators decide, and following an invitation. All of it holds with the next step."""

from datetime import date, timedelta

from gateway.forms.form import form, messages
from gateway.pages.organisation import invited, my_organisation
from gateway.pages.organisation import organisation as organisation_page
from gateway.responses import done, page_response
from gateway.upstream import organisations
from gateway.upstream.caller import quoted
from gateway.upstream.port import Refusal
from gateway.visit import as_gateway, visit
from gateway.words import _
from portalkit.errors import Invalid

OF_ASSOCIATIONS = ("title", "grade", "chapter")
ONE = "/organisation/<organisation_id>"


@form("/organisation/context", by="member", takes=("organisation_id",), again=my_organisation)
def act_for(sent):
    """What can be seen follows whom one acts for."""
    organisations.act_for(visit().services, sent["organisation_id"] or None)
    return done("/organisation", _("Done. What you see follows from the next page on."))


@form(f"{ONE}/invite", by="member", takes=("email", "role", "until", *OF_ASSOCIATIONS), again=organisation_page)
def invite(sent, organisation_id):
    """A link goes to that address, whoever has it."""
    body = sent.only("email", "role") | {"ends_at": _midnight(sent["until"]), **_known(sent)}
    organisations.invite(visit().services, organisation_id, body, sent.key)
    return _done(organisation_id, _("Invited. A link is on its way; it works for seven days."))


@form(f"{ONE}/invitations/<invitation_id>/withdraw", by="member")
def withdraw_invitation(sent, organisation_id, invitation_id):
    """The link that was mailed is void."""
    organisations.withdraw(visit().services, organisation_id, invitation_id)
    return _done(organisation_id, _("Withdrawn. The link no longer works."))


@form(
    f"{ONE}/members/<membership_id>",
    by="member",
    takes=("role", "until", "renews_on", *OF_ASSOCIATIONS),
    again=organisation_page,
)
def change_member(sent, organisation_id, membership_id):
    """Role, last day, and what an association knows of a member."""
    body = {"role": sent["role"], "ends_at": _midnight(sent["until"]), **_known(sent)}
    if sent["renews_on"]:
        body["renews_at"] = f"{_day(sent['renews_on'])}T00:00:00+00:00"
    organisations.change_member(visit().services, organisation_id, membership_id, body, sent.version)
    return _done(organisation_id, _("Saved. It holds from now on."))


@form(f"{ONE}/members/<membership_id>/move", by="member", takes=("to",), again=organisation_page)
def move_member(sent, organisation_id, membership_id):
    """The member belongs to another organisation instead."""
    organisations.move_member(visit().services, organisation_id, membership_id, sent["to"], sent.version)
    return _done(organisation_id, _("Moved. They belong there from now on."))


@form(f"{ONE}/members/<membership_id>/remove", by="member", takes=("leave",), again=organisation_page)
def remove_member(sent, organisation_id, membership_id):
    """Whoever is removed, or leaves, is a stranger with their next step."""
    organisations.remove_member(visit().services, organisation_id, membership_id)
    if sent["leave"]:
        return done("/organisation", _("You belong to it no more."))
    return _done(organisation_id, _("Removed. Their access has ended."))


@form("/invitation", by="member", takes=("token",))
def accept_invitation(sent):
    """Whoever is signed in with the address that was invited belongs to it from now on."""
    try:
        joined = organisations.accept(visit().services, sent["token"])
    except Refusal as refusal:
        return page_response("invitation.html", invited(sent["token"], messages(refusal, sent)), refusal.status)
    return _done(joined["organisation_id"], _("Welcome. You belong to it now."))


@form("/invitation/join", takes=("token", "name", "password"))
def join(sent):
    """An account for the address that was invited; nobody is signed in by it."""
    try:
        email = organisations.join(as_gateway(), sent["token"], sent["name"], sent["password"])
    except Refusal as refusal:
        values = invited(sent["token"], messages(refusal, sent), sent.typed())
        return page_response("invitation.html", values, refusal.status)
    values = invited("") | {"state": "joined", "email": email}
    return page_response("invitation.html", values)


def _done(organisation_id, notice):
    return done(f"/organisation/{quoted(organisation_id)}", notice)


def _known(sent):
    return {name: sent[name].strip() or None for name in OF_ASSOCIATIONS}


def _midnight(text):
    """The end of a last day, or None for none. Raises Invalid."""
    return f"{_day(text) + timedelta(days=1)}T00:00:00+00:00" if text else None


def _day(text):
    try:
        day = date.fromisoformat(text)
        day + timedelta(days=1)
    except (ValueError, OverflowError) as fault:
        raise Invalid({"form": [_("Write a day, such as 2026-11-22.")]}) from fault
    return day
