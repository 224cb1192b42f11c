"""People: who has an account, what they may do, and what rules know of them."""

from gateway.acts import told
from gateway.asked import asked, asked_cursor, one_of
from gateway.audience_words import audiences_told
from gateway.panels import Panel, page
from gateway.upstream import accounts, knowledge

ROLES = ("administrator", "author", "expert", "importer", "moderator", "reviewer")
STATES = ("active", "suspended", "unverified")
SEARCHED = 100  # characters
_with_audiences = audiences_told(accounts.person, "audiences")


@page("/staff/people", "staff_people.html", by="administrator")
def people():
    """Newest first; by a part of a name or an address, a role, or a state."""
    query = {
        "text": (asked("text", SEARCHED) or "").strip(),
        "role": one_of("role", *ROLES),
        "state": one_of("state", *STATES),
        "cursor": asked_cursor(),
    }
    return {
        "list": Panel(accounts.people, query, need=True, gives=("items", "next")),
        "query": query,
        "roles": ROLES,
        "states": STATES,
    }


@page("/staff/people/<user_id>", "staff_person.html", by="administrator")
def person(user_id):
    """One of them, with what can be changed."""
    given = (
        "user",
        "profile",
        "addresses",
        "audiences",
        "factors",
        "sessions",
        "organisations",
        "roles",
        "records",
        "holds",
        "may_view",
    )
    return {"view": Panel(_person, user_id, need=True, gives=given), "remit": Panel(knowledge.remit, user_id)}


def _person(caller, user_id):
    answer = _with_audiences(caller, user_id)
    return answer | {"records": told(caller, answer["records"])}
