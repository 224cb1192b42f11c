"""Keep templates and snippets; what changes in a snippet changes in all articles that include it."""

from typing import Any

from knowledge.actions.writing import category_of, reached, rendered, tell
from knowledge.model.article import PUBLISHED, Article, check_can_write
from knowledge.model.review import publishes_alone
from knowledge.model.revision import StockRevision
from knowledge.model.stock import SNIPPET, TEMPLATE, Stock, check_stock
from knowledge.store import articles, stock, stock_revisions
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Invalid, Refused
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def keep_stock(tx: Transaction, editor: Viewer, *, kind: str, name: str, genre: str | None, body: str) -> Stock:
    """Add a template or a snippet. Raises Forbidden, Invalid."""
    check_can_write(editor)
    check_stock(kind, name, body)
    tx.alone("stock")
    if stock.is_taken(tx, kind, name):
        raise Invalid({"name": [f"There is a {kind} with this name already."]})
    made = Stock(new_id(), kind, name, genre if kind == TEMPLATE else None, body, editor.id, tx.now)
    stock.add(tx, made)
    _keep(tx, made)
    _note(tx, editor, "created", made)
    return made


def change_stock(
    tx: Transaction, editor: Viewer, id: str, version: int | None, changes: dict[str, Any], again: int | None = None
) -> Stock:
    """Change a text, kept as a revision, and a template's genre. Articles that include a snippet have it at once.

    `again` is the number of the earlier text that this is.

    Raises Forbidden, Missing, Stale, Invalid, and Refused where one of them needs a review.
    """
    check_can_write(editor)
    tx.alone("stock")
    before = stock.held(tx, id)
    values = dict(changes)
    if before.kind == SNIPPET:
        values.pop("genre", None)
    check_stock(before.kind, before.name, values.get("body", before.body))
    after = stock.change(tx, id, version, values | {"changed_by": editor.id, "changed_at": tx.now})
    if after.body != before.body:
        _keep(tx, before)
        _keep(tx, after, f"Restored revision {again}" if again else "")
    if before.kind == SNIPPET and after.body != before.body:
        for article in stock.held_users(tx, before.name):
            _follow(tx, editor, article)
    if (after.body, after.genre) != (before.body, before.genre):
        _note(tx, editor, "restored" if again else "changed", after)
    return after


def restore_stock(tx: Transaction, editor: Viewer, id: str, version: int | None, number: int) -> Stock:
    """Let one say again what it said in an earlier revision; what it says now stays in its history.

    Raises what `change_stock` raises.
    """
    check_can_write(editor)
    earlier = stock_revisions.get(tx, id, number)
    return change_stock(tx, editor, id, version, {"body": earlier.body}, number)


def drop_stock(tx: Transaction, editor: Viewer, id: str) -> None:
    """Delete a template, or a snippet that no article includes. Raises Forbidden, Missing, Refused."""
    check_can_write(editor)
    tx.alone("stock")
    gone = stock.held(tx, id)
    if gone.kind == SNIPPET and (users := stock.used_in(tx, gone.name)):
        count = "An article includes" if len(users) == 1 else f"{len(users)} articles include"
        raise Refused("in-use", f"{count} this snippet. Take it out there first.")
    stock_revisions.forget(tx, id)
    stock.drop(tx, id)
    _note(tx, editor, "dropped", gone)


def _keep(tx: Transaction, kept: Stock, note: str = "") -> None:
    """Keep what one says, unless its newest revision does; also of what came without one, as by an earlier release."""
    last = stock_revisions.last(tx, kept.id)
    if last is None or last.body != kept.body:
        number = last.number + 1 if last else 1
        made = StockRevision(new_id(), kept.id, number, kept.changed_by, kept.changed_at, note, kept.body)
        stock_revisions.add(tx, made)


def _note(tx: Transaction, editor: Viewer, verb: str, kept: Stock) -> None:
    """Tell the audit log; by its name a snippet is known after it is gone, too."""
    named = {"name": kept.name} if kept.kind == SNIPPET else {}
    acts.note(tx, editor, f"{kept.kind}.{verb}", kept.id, **named)


def _follow(tx: Transaction, editor: Viewer, article: Article) -> None:
    """Let an article say what its snippets say now; its own words, and when they were changed, stay."""
    category = category_of(tx, article.category_id)
    if article.state == PUBLISHED and not publishes_alone(editor, category):
        said = f"“{article.title}” includes it, and what stands in “{category.name}” is changed by a reviewer."
        raise Refused("needs-review", said)
    reached(tx, editor, article)
    tell(tx, article, articles.change(tx, article, None, rendered(tx, article.body)))
