"""Saving a thing, and removing it again: from its own page, or from the list."""

from gateway.forms.form import form, wanted
from gateway.hosts import own_path
from gateway.responses import done
from gateway.upstream import community, knowledge
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import N_, _
from portalkit.errors import Missing

SAVED, REMOVED = N_("Saved. You find it under “Saved” in your menu."), N_("Removed from what you saved.")
FIRST = N_("Saved. It stands first on the start page, and under “Saved” in your menu.")


@form("/articles/<article_id>/save", by="member", takes=("on", "back"))
def bookmark_article(sent, article_id):
    """It stands in one's own list, or no more."""
    on = wanted(sent["on"])
    knowledge.save_article(visit().services, article_id, on)
    return done(own_path(sent["back"] or f"/articles/{quoted(article_id)}"), _(SAVED if on else REMOVED))


@form("/topics/<topic_id>/save", by="member", takes=("on", "back"))
def bookmark_topic(sent, topic_id):
    """Likewise; its owner says whether one may read it."""
    on, services = wanted(sent["on"]), visit().services
    if on and not community.visible(services, [{"kind": "topic", "id": topic_id}]):
        raise Missing()
    knowledge.save_topic(services, topic_id, on)
    return done(own_path(sent["back"] or f"/topics/{quoted(topic_id)}"), _(SAVED if on else REMOVED))


@form("/categories/<category_id>/save", by="member", takes=("on", "back"))
def bookmark_category(sent, category_id):
    """One of the articles' categories: it stands first on the start page, too."""
    on = wanted(sent["on"])
    knowledge.save_category(visit().services, category_id, on)
    return done(own_path(sent["back"] or f"/articles?category={quoted(category_id)}"), _(FIRST if on else REMOVED))
