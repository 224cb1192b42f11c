"""Writing an article."""

from gateway.asked import asked
from gateway.pages.staff_audiences import audiences_to_choose
from gateway.panels import Made, Panel, page
from gateway.upstream import knowledge, stock
from gateway.visit import visit

GIVEN = ("article", "origin", "review", "upkeep", "pin", "staff", "translations", "original", "categories")
LONGEST_ID, LONGEST_TAG, LONGEST_TITLE = 64, 5, 200
WRITERS = {"author", "administrator"}


@page("/staff/articles/new", "staff_article.html", by="staff")
def new_article():
    """A blank one, perhaps to translate another, or with the words of a search that found nothing."""
    begun = asked("translation_of", LONGEST_ID), asked("language", LONGEST_TAG)
    title = asked("title", LONGEST_TITLE)
    parts = _parts(Panel(_new, title, *begun, need=True, gives=GIVEN))
    if begun[0] is None and not WRITERS.isdisjoint(visit().who.viewer.roles):
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
    return {"view": view, "audiences": Panel(audiences_to_choose), "can": Made(_can), "theirs": None}


def _can(values):
    """Which buttons are of use; knowledge decides."""
    review = values["review"]
    author = not WRITERS.isdisjoint(visit().who.viewer.roles)
    writes = author and review["edit"]
    publish = writes and review["publish"]
    return {
        "publish": publish,
        "ask": writes,
        "elsewhere": author and not review["edit"],
        "withdraw": writes and values["article"]["state"] in ("published", "scheduled"),
    }
