"""What the house keeps to write with: templates and snippets."""

from gateway.asked import one_of
from gateway.panels import Panel, page
from gateway.roles import WRITERS, check_has_one
from gateway.upstream import stock


@page("/staff/stock", "staff_stock.html", by="staff")
def staff_stock():
    """All of them."""
    return {"list": Panel(stock.every, need=True, gives=("items",))}


@page("/staff/stock/new", "staff_stock_edit.html", by="staff")
def new_stock():
    """A blank one of a kind."""
    check_has_one(WRITERS)
    kind = one_of("kind", "snippet", "template") or "snippet"
    return {"stock": {"kind": kind, "genre": "article"}, "edit": True, "used_in": [], "theirs": None}


@page("/staff/stock/<stock_id>", "staff_stock_edit.html", by="staff")
def edit_stock(stock_id):
    """One, and the articles that include it."""
    given = ("stock", "edit", "used_in")
    return {"view": Panel(stock.one, stock_id, need=True, gives=given), "theirs": None}
