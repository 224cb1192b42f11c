"""Writing an article."""

from gateway.pages.staff_audiences import audiences_to_choose
from gateway.panels import Made, Panel, page
from gateway.upstream import knowledge
from gateway.visit import visit

GIVEN = ("article", "review", "upkeep", "staff", "categories")
WRITERS = {"author", "administrator"}


@page("/staff/articles/new", "staff_article.html", by="staff")
def new_article():
    """A blank one."""
    return _parts(Panel(knowledge.new_article, need=True, gives=GIVEN))


@page("/staff/articles/<article_id>", "staff_article.html", by="staff")
def edit_article(article_id):
    """One in any state."""
    return _parts(Panel(knowledge.staff_article, article_id, need=True, gives=GIVEN))


def _parts(view):
    return {"view": view, "audiences": Panel(audiences_to_choose), "can": Made(_can), "theirs": None}


def _can(values):
    """Which buttons are of use; knowledge decides."""
    writes = not WRITERS.isdisjoint(visit().who.viewer.roles)
    review = values["review"]
    publish = writes and review["publish"]
    return {
        "publish": publish,
        "ask": writes,
        "withdraw": writes and values["article"]["state"] in ("published", "scheduled"),
    }
