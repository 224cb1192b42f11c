"""One article."""

from werkzeug.routing import RequestRedirect

from gateway.addresses import article_at
from gateway.asked import asked_cursor, one_of
from gateway.pages.staff_audiences import names_of_audiences
from gateway.panels import Made, Panel, page
from gateway.permits import allowed
from gateway.responses import lead_to
from gateway.upstream import knowledge
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import visit

GIVEN = ("article", "comments", "translations", "instead_of", "siblings", "mine", "can", "origin")


@page("/articles/<article_id>", "article.html", cache_for_visitors=True)
def article(article_id):
    """Its text, what readers say under it, and those beside it; staff also sees by name for whom it is."""
    parts = {"view": Panel(_article, article_id, asked_cursor(), need=True, gives=GIVEN)}
    parts["said"] = one_of("said", "yes", "no")
    if visit().who.viewer.kind == "staff":
        parts["names"] = Panel(names_of_audiences, otherwise={})
        parts["named"] = Made(_name_audiences)
    return parts


def _article(caller, article_id, cursor):
    """The article, with the topic that it grew out of for whoever may read that.

    The address of one that was merged leads on to the other for good.
    """
    try:
        view = knowledge.article(caller, article_id, cursor)
    except Refusal as fault:
        if fault.status != 404:
            raise
        try:
            moved = knowledge.moved(caller, article_id)
        except (Refusal, Unanswered):
            raise fault from None
        raise RequestRedirect(article_at(moved["to"], moved.get("title"))) from None
    lead_to(article_at(article_id, view["article"]["title"]))
    return view | {"origin": allowed(caller, "topic", view["article"]["topic_id"])}


def _name_audiences(values):
    for audience in values["article"].get("audiences", ()):
        audience["name"] = values["names"].get(audience["id"]) or audience.get("name")
