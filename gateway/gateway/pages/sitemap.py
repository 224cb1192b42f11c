"""What search engines may know of: every article and topic that everyone may read."""

from xml.sax.saxutils import escape

from flask import Response

from gateway.addresses import article_at, topic_at
from gateway.identity import VISITING
from gateway.panels import Panel, gather, keeps, pages
from gateway.responses import settle
from gateway.upstream import community, knowledge
from gateway.visit import portal, visit

MOST = 50_000  # addresses in a file, by the protocol
PLACES = ("/", "/articles", "/topics")
keeps("/sitemap.xml")


@pages.get("/sitemap.xml")
def sitemap():
    """One file. It is a visitor's, whoever asks."""
    there = visit()
    there.who, there.caller = VISITING, there.services.speaking(portal().mint.visitor)
    parts = {"articles": Panel(_all, knowledge.sitemap), "topics": Panel(_all, community.sitemap)}
    found = gather(parts, there)
    origin = portal().settings.origin
    lines = [f"<url><loc>{origin}{path}</loc></url>" for path in PLACES]
    for place, items in ((article_at, found["articles"]), (topic_at, found["topics"])):
        for item in items or ():
            address, changed = origin + place(item["id"], item.get("title")), item["updated_at"]
            lines.append(f"<url><loc>{escape(address)}</loc><lastmod>{escape(changed)}</lastmod></url>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    body = head + "\n".join(lines[:MOST]) + "\n</urlset>\n"
    return settle(Response(body, content_type="application/xml"), keep=True)


def _all(caller, read):
    items, cursor = [], None
    while len(items) < MOST:
        answer = read(caller, cursor)
        items += answer["items"]
        cursor = answer.get("next")
        if not cursor:
            break
    return items
