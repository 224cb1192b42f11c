"""Writing templates and snippets."""

from gateway.forms.form import form
from gateway.forms.preview import LOOK, shown
from gateway.pages.staff_stock import edit_stock as edit_page
from gateway.pages.staff_stock import new_stock as new_page
from gateway.panels import Made
from gateway.responses import done
from gateway.upstream import knowledge
from gateway.upstream.caller import quoted
from gateway.visit import visit

TAKES = ("kind", "name", "genre", "body", "do")
NEWER = {"theirs": Made(lambda values: values["stock"]["body"])}


@form("/staff/stock/new", by="staff", takes=TAKES, again=new_page)
def keep_stock(sent):
    """It can be used at once."""
    if sent["do"] == LOOK:
        return shown(new_page, knowledge, sent)
    body = sent.only("kind", "name", "body") | {"genre": sent["genre"] or None}
    made = knowledge.keep_stock(visit().services, body, sent.key)
    return done(f"/staff/stock/{quoted(made['id'])}", "Kept.")


@form("/staff/stock/<stock_id>", by="staff", takes=TAKES, again=edit_page, stale=NEWER)
def change_stock(sent, stock_id):
    """The articles that include it have it at once."""
    if sent["do"] == LOOK:
        return shown(edit_page, knowledge, sent, stock_id=stock_id)
    body = sent.only("body") | ({"genre": sent["genre"]} if sent["genre"] else {})
    knowledge.change_stock(visit().services, stock_id, body, sent.version)
    return done(f"/staff/stock/{quoted(stock_id)}", "Saved. Articles that include it say so at once.")


@form("/staff/stock/<stock_id>/drop", by="staff", again=edit_page)
def drop_stock(sent, stock_id):
    """It is gone, if no article includes it."""
    knowledge.drop_stock(visit().services, stock_id)
    return done("/staff/stock", "Deleted.")
