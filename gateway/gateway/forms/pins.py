"""Pinning an article above the others of its category."""

from gateway.forms.form import form, moment, wanted
from gateway.pages.staff_article import edit_article as edit_article_page
from gateway.responses import done
from gateway.upstream import knowledge
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid

PLACES = [str(place) for place in range(1, 11)]


@form("/staff/articles/<article_id>/pin", by="staff", takes=("on", "place", "until", "zone"), again=edit_article_page)
def pin_article(sent, article_id):
    """It stands there in its order, until then or for good; or no more."""
    on = wanted(sent["on"])
    how = {"place": _place(sent["place"].strip()), "until": moment(sent, "until")} if on else {}
    knowledge.pin_article(visit().services, article_id, {"pinned": on} | how)
    return done(
        f"/staff/articles/{quoted(article_id)}",
        _("Pinned above the others of its category.") if on else _("Not pinned any more."),
    )


def _place(text):
    if text and text not in PLACES:
        raise Invalid(
            {"place": [_("Write a number from 1 to %(most)s, or nothing for the last place.", most=len(PLACES))]}
        )
    return int(text) if text else None
