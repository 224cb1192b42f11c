"""One article."""

from gateway.asked import one_of
from gateway.pages.staff_audiences import names_of_audiences
from gateway.panels import Made, Panel, page
from gateway.upstream import knowledge
from gateway.visit import visit

GIVEN = ("article", "translations", "instead_of", "siblings", "mine", "can")


@page("/articles/<article_id>", "article.html", cache_for_visitors=True)
def article(article_id):
    """Its text and those beside it; staff also sees by name for whom it is."""
    parts = {"view": Panel(knowledge.article, article_id, need=True, gives=GIVEN)}
    parts["said"] = one_of("said", "yes", "no")
    if visit().who.viewer.kind == "staff":
        parts["names"] = Panel(names_of_audiences, otherwise={})
        parts["named"] = Made(_name_audiences)
    return parts


def _name_audiences(values):
    for audience in values["article"].get("audiences", ()):
        audience["name"] = values["names"].get(audience["id"]) or audience.get("name")
