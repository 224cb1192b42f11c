"""What an article, a template or a snippet said before."""

from gateway.asked import asked, asked_cursor
from gateway.panels import Made, Panel, page
from gateway.upstream import knowledge, stock
from gateway.upstream.caller import quoted
from gateway.words import _


@page("/staff/articles/<article_id>/revisions", "staff_revisions.html", by="staff")
def revisions(article_id):
    """Its revisions, newest first, two of them to be compared."""
    given = ("article", "edit", "items", "next")
    panel = Panel(knowledge.revisions, article_id, asked_cursor(), need=True, gives=given)
    return {"list": panel, "of": Made(_of_article)}


@page("/staff/articles/<article_id>/difference", "staff_difference.html", by="staff")
def difference(article_id):
    """Two revisions side by side, whichever was named first."""
    older, newer = sorted((_number("older"), _number("newer")))
    given = ("article", "older", "newer", "parts")
    panel = Panel(knowledge.difference, article_id, older, newer, need=True, gives=given)
    return {"view": panel, "of": Made(_of_article)}


@page("/staff/stock/<stock_id>/revisions", "staff_revisions.html", by="staff")
def stock_revisions(stock_id):
    """The same of a template or a snippet."""
    panel = Panel(stock.revisions, stock_id, asked_cursor(), need=True, gives=("stock", "edit", "items", "next"))
    return {"list": panel, "of": Made(_of_stock)}


@page("/staff/stock/<stock_id>/difference", "staff_difference.html", by="staff")
def stock_difference(stock_id):
    """Two of its revisions side by side."""
    older, newer = sorted((_number("older"), _number("newer")))
    given = ("stock", "older", "newer", "parts")
    return {"view": Panel(stock.difference, stock_id, older, newer, need=True, gives=given), "of": Made(_of_stock)}


def _of_article(values):
    """What the pages are about, and the list that it stands in."""
    found = values["article"]
    return {
        "title": found["title"],
        "version": found["version"],
        "kind": "article",
        "path": f"/staff/articles/{quoted(found['id'])}",
        "list": ("/staff/articles", _("Articles")),
    }


def _of_stock(values):
    found = values["stock"]
    return {
        "title": found["name"],
        "version": found["version"],
        "kind": found["kind"],
        "path": f"/staff/stock/{quoted(found['id'])}",
        "list": ("/staff/stock", _("Templates and snippets")),
    }


def _number(name):
    """A revision's number; what is none is 1."""
    value = asked(name, 9) or ""
    return max(1, int(value)) if value.isascii() and value.isdigit() else 1
