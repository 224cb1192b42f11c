"""Making contests, and changing them."""

from gateway.forms.form import form, moment
from gateway.pages.contests import edit_contest as edit_page
from gateway.pages.contests import new_contest as new_page
from gateway.responses import done
from gateway.upstream import contests
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid

TEXT = ("title", "body")


@form(
    "/contests/new", by="staff", takes=(*TEXT, "starts_at", "ends_at", "zone", "category_id", "kinds[]"), again=new_page
)
def make_contest(sent):
    """Everybody who may read its category sees it at once."""
    if not sent["kinds"]:
        raise Invalid({"kinds": [_("Choose what counts.")]})
    body = sent.only(*TEXT, "kinds") | {name: _time(sent, name) for name in ("starts_at", "ends_at")}
    made = contests.make(visit().services, body | {"category_id": sent["category_id"] or None}, sent.key)
    return done(f"/contests/{quoted(made['id'])}", _("The contest is made."))


@form("/contests/<contest_id>/edit", by="staff", takes=(*TEXT, "ends_at", "zone"), again=edit_page)
def change_contest(sent, contest_id):
    """What counts stays as it is."""
    body = sent.only(*TEXT) | {"ends_at": _time(sent, "ends_at")}
    contests.change(visit().services, contest_id, body, sent.version)
    return done(f"/contests/{quoted(contest_id)}", _("Saved."))


def _time(sent, name):
    """A time that has to be there. Raises Invalid."""
    at = moment(sent, name)
    if at is None:
        raise Invalid({name: [_("Write a day and a time, such as 2026-11-22T14:00.")]})
    return at
