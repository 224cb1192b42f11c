"""Writing an article."""

from gateway.asked import asked
from gateway.pages.own_clocks import own_clocks
from gateway.pages.staff_audiences import audiences_to_choose
from gateway.panels import Made, Panel, page
from gateway.roles import REVIEWERS, WRITERS, check_has_one, has_one
from gateway.upstream import knowledge, stock

GIVEN = ("article", "origin", "review", "upkeep", "pin", "staff", "translations", "original", "categories")
LONGEST_ID, LONGEST_TAG, LONGEST_TITLE = 64, 5, 200


@page("/staff/articles/new", "staff_article.html", by="staff")
def new_article():
    """A blank one, perhaps to translate another, or with the words of a search that found nothing."""
    check_has_one(WRITERS)
    begun = asked("translation_of", LONGEST_ID), asked("language", LONGEST_TAG)
    title = asked("title", LONGEST_TITLE)
    parts = _parts(Panel(_new, title, *begun, need=True, gives=GIVEN))
    if begun[0] is None:
        chosen = asked("template", LONGEST_ID)
        parts["templates"] = Panel(_templates, otherwise=[])
        parts["typed"] = Panel(_begun, chosen, otherwise={}) if chosen else {}
    return parts


def _new(caller, title, *begun):
    answer = knowledge.new_article(caller, *begun)
    return answer | {"article": answer["article"] | {"title": title}} if title else answer


@page("/staff/articles/<article_id>", "staff_article.html", by="staff")
def edit_article(article_id):
    """One in any state."""
    return _parts(Panel(knowledge.staff_article, article_id, need=True, gives=GIVEN))


def _templates(caller):
    return [one for one in stock.every(caller)["items"] if one["kind"] == "template"]


def _begun(caller, template_id):
    """What an article begins with that is written from a template."""
    chosen = stock.one(caller, template_id)["stock"]
    return {"body": chosen["body"], "genre": chosen["genre"] or "article"}


def _parts(view):
    parts = {"view": view, "audiences": Panel(audiences_to_choose), "can": Made(_can), "theirs": None}
    return parts | own_clocks()


def _can(values):
    """Which links, forms and buttons are of use; knowledge decides."""
    review = values["review"]
    return {
        "author": has_one(WRITERS),
        "review": has_one(REVIEWERS),
        "write": review["edit"],
        "publish": review["publish"],
        "withdraw": review["edit"] and values["article"]["state"] in ("published", "scheduled"),
    }
