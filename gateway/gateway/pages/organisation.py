"""One's organisation: who belongs to it, whom one may invite, and where an invitation leads."""

from datetime import datetime, timedelta

from gateway.asked import asked
from gateway.pages.register import LONGEST_TOKEN
from gateway.panels import Panel, page
from gateway.upstream import organisations
from gateway.visit import as_gateway, visit

GIVEN = ("mine", "shown", "manages", "administered", "members", "more", "invitations")


@page("/organisation", "organisation.html", by="member")
def my_organisation():
    """The one that one acts for, or else the first."""
    return _shown(None)


@page("/organisation/<organisation_id>", "organisation.html", by="member")
def organisation(organisation_id, membership_id=None):
    """One of one's own; administrators of the portal see every one."""
    return _shown(organisation_id)


def _shown(organisation_id):
    me = visit().who.shown["id"]
    return {"view": Panel(_page, organisation_id, need=True, gives=GIVEN), "me": me}


def _page(caller, organisation_id):
    answer = organisations.page(caller, organisation_id)
    for one in (*answer["members"], *answer["invitations"]):
        one["last_day"] = last_day(one["ends_at"])
        one["renews_on"] = (one.get("renews_at") or "")[:10]
    return answer


def last_day(ends_at):
    """The last day of something that ends at a midnight."""
    return (datetime.fromisoformat(ends_at) - timedelta(seconds=1)).date().isoformat() if ends_at else ""


@page("/invitation", "invitation.html")
def invitation():
    """Where the mailed link leads: it asks for one press, as programs that look at mails open links too."""
    return invited(asked("token", LONGEST_TOKEN) or "")


def invited(token, errors=None, typed=None):
    """What the page of an invitation says: `bad`, or whether to `accept`, to `signin` or to `join` with an account."""
    found = organisations.invited_to(as_gateway(), token) if token else None
    who = visit().who
    state = "bad"
    if found:
        state = "accept" if who.signed_in else "signin" if found["registered"] else "join"
        found["last_day"] = last_day(found["ends_at"])
    more = {"errors": errors or {}, "typed": typed or {}}
    return {"state": state, "invitation": found, "token": token, "email": who.email if who.signed_in else "", **more}
