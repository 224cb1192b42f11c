"""Saying who looks after an article."""

from datetime import date

from gateway.forms.form import form
from gateway.pages.staff_article import edit_article as edit_article_page
from gateway.responses import done
from gateway.upstream import knowledge
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid


@form(
    "/staff/articles/<article_id>/upkeep",
    by="staff",
    takes=("owner_id", "deputy_id", "due_on"),
    again=edit_article_page,
)
def set_upkeep(sent, article_id):
    """Its owner is reminded when the day comes."""
    body = {"owner_id": sent["owner_id"], "deputy_id": sent["deputy_id"] or None, "due_on": _day(sent["due_on"])}
    knowledge.set_upkeep(visit().services, article_id, body)
    return done(f"/staff/articles/{quoted(article_id)}", _("Saved. The owner is told when the day comes."))


def _day(text):
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as fault:
        raise Invalid({"due_on": [_("Write a day, such as 2027-03-01.")]}) from fault
