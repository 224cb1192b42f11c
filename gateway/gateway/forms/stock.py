"""Writing templates and snippets."""

from gateway.forms.articles import chosen_number
from gateway.forms.form import form
from gateway.forms.preview import LOOK, shown
from gateway.pages.staff_stock import edit_stock as edit_page
from gateway.pages.staff_stock import new_stock as new_page
from gateway.panels import Made
from gateway.responses import done
from gateway.upstream import knowledge, stock
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _

TAKES = ("kind", "name", "genre", "body", "do")
NEWER = {"theirs": Made(lambda values: values["stock"]["body"])}


@form("/staff/stock/new", by="staff", takes=TAKES, again=new_page)
def keep_stock(sent):
    """It can be used at once."""
    if sent["do"] == LOOK:
        return shown(new_page, knowledge, sent)
    body = sent.only("kind", "name", "body") | {"genre": sent["genre"] or None}
    made = stock.keep(visit().services, body, sent.key)
    return done(f"/staff/stock/{quoted(made['id'])}", _("Kept."))


@form("/staff/stock/<stock_id>", by="staff", takes=TAKES, again=edit_page, stale=NEWER)
def change_stock(sent, stock_id):
    """The articles that include it have it at once."""
    if sent["do"] == LOOK:
        return shown(edit_page, knowledge, sent, stock_id=stock_id)
    body = sent.only("body") | ({"genre": sent["genre"]} if sent["genre"] else {})
    stock.change(visit().services, stock_id, body, sent.version)
    return done(f"/staff/stock/{quoted(stock_id)}", _("Saved. Articles that include it say so at once."))


@form("/staff/stock/<stock_id>/drop", by="staff", again=edit_page)
def drop_stock(sent, stock_id):
    """It is gone, if no article includes it."""
    stock.drop(visit().services, stock_id)
    return done("/staff/stock", _("Deleted."))


@form("/staff/stock/<stock_id>/restore", by="staff", takes=("number",))
def restore_stock(sent, stock_id):
    """The text of an earlier revision, as a new one."""
    number = chosen_number(sent)
    stock.restore(visit().services, stock_id, {"number": number}, sent.version)
    return done(
        f"/staff/stock/{quoted(stock_id)}/revisions",
        _("It says again what it said in revision %(number)s.", number=number),
    )
