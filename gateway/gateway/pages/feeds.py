"""Feeds of articles (Atom, RFC 4287): a visitor's, whoever asks."""

import hashlib
from datetime import datetime
from xml.etree import ElementTree as Xml

from flask import Response, request

from gateway.addresses import article_at
from gateway.identity import VISITING
from gateway.panels import Panel, gather, keeps, pages
from gateway.responses import settle
from gateway.upstream import knowledge
from gateway.visit import portal, visit
from gateway.words import N_, _

ATOM = "http://www.w3.org/2005/Atom"
BASE, LANGUAGE = ("{http://www.w3.org/XML/1998/namespace}" + name for name in ("base", "lang"))
NEVER = "1970-01-01T00:00:00+00:00"
NAMES = {"articles": N_("Articles"), "faq": N_("FAQ"), "news": N_("News"), "blog": N_("Blog")}
GENRES = {"articles": None, "faq": "faq", "news": "news", "blog": "blog"}
Xml.register_namespace("", ATOM)


@pages.get("/feeds/<any(articles, faq, news, blog):which>.atom")
def feed(which):
    """Everything, or one kind."""
    genre = GENRES[which]
    return _feed(None, genre, f"/articles?genre={genre}" if genre else "/articles", NAMES[which])


@pages.get("/feeds/categories/<category_id>.atom")
def feed_of_category(category_id):
    """What lies in a category at any depth."""
    return _feed(category_id, None, f"/articles?category={category_id}", "")


for rule in ("/feeds/<which>.atom", "/feeds/categories/<category_id>.atom"):
    keeps(rule)


def _feed(category, genre, place, name):
    there = visit()
    there.who, there.caller = VISITING, there.services.speaking(portal().mint.visitor)
    found = gather({"feed": Panel(knowledge.feed, category, genre, need=True)}, there)["feed"]
    items, home = found["items"], portal().settings
    told = max((item["updated_at"] for item in items), default=NEVER)
    title = f"{home.brand_name}: {found['name'] or _(name)}"
    root = _element(None, "feed", **{LANGUAGE: there.language, BASE: f"{home.origin}/"})
    _head(root, f"{home.origin}{request.path}", f"{home.origin}{place}", title, told)
    for item in items:
        _entry(root, item, home.origin)
    body = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    response = settle(Response(body, content_type="application/atom+xml; charset=utf-8"), keep=True)
    response.set_etag(hashlib.blake2b(body, digest_size=12).hexdigest())
    response.last_modified = datetime.fromisoformat(told)
    return response.make_conditional(request)


def _head(root, address, place, title, told):
    for name, text in (("id", address), ("title", title), ("updated", told)):
        _element(root, name, text)
    _element(root, "link", rel="self", type="application/atom+xml", href=address)
    _element(root, "link", rel="alternate", type="text/html", href=place)


def _entry(root, item, origin):
    entry = _element(root, "entry", **{LANGUAGE: item["language"]})
    _element(entry, "id", f"urn:uuid:{item['id']}")
    for name, text in (("title", "title"), ("updated", "updated_at"), ("published", "published_at")):
        _element(entry, name, item[text])
    _element(_element(entry, "author"), "name", item["author"]["name"])
    _element(entry, "link", rel="alternate", type="text/html", href=origin + article_at(item["id"], item["title"]))
    _element(entry, "category", term=item["category"])
    if item["summary"]:
        _element(entry, "summary", item["summary"])
    _element(entry, "content", item["html"], type="html")


def _element(parent, name, text="", **attributes):
    tag = f"{{{ATOM}}}{name}"
    made = Xml.Element(tag, attributes) if parent is None else Xml.SubElement(parent, tag, attributes)
    made.text = text or None
    return made
