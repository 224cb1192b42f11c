"""Write what changes in an article: into it or, for a review, beside it."""

from dataclasses import asdict
from typing import Any

from knowledge.actions.reaches import note
from knowledge.actions.remits import check_in_remit
from knowledge.actions.revisions import keep_changed, keep_current, pending, propose
from knowledge.actions.translations import check_stays, followers
from knowledge.model import facts
from knowledge.model.article import DRAFT, PUBLISHED, WITHDRAWN, Article, check_dates
from knowledge.model.category import Category, key_of
from knowledge.model.review import OVERTAKEN, publishes_alone
from knowledge.model.revision import WORDS, words_of
from knowledge.model.stock import filled, included
from knowledge.model.translation import check_original_is_out
from knowledge.store import articles, categories, reviews, stock
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Invalid, Refused
from portalkit.markdown import render
from portalkit.viewer import Viewer


def save(
    tx: Transaction, editor: Viewer, article: Article, version: int | None, changes: dict[str, Any], ask: bool = False
) -> Article:
    """Write `changes` over an article that is held; the words of one that is out only beside it, if `editor` asks for
    a review or its category needs one. Raises Stale, Invalid, Refused.
    """
    values = values_of(tx, article, changes)
    beside = article.state == PUBLISHED and (ask or not _publishes_alone(tx, editor, article, values))
    if not beside:
        changed = write(tx, editor, article, version, values)
    else:
        words = words_of(pending(tx, article.id) or article) | {name: values[name] for name in WORDS if name in values}
        rest = {name: value for name, value in values.items() if name not in (*WORDS, "html", "toc", "plain", "note")}
        changed = write(tx, editor, article, version, rest | {"updated_at": article.updated_at})
        propose(tx, changed, words, editor.id, str(values.get("note", "")))
    follow(tx, editor, article, changed)
    return tell(tx, article, changed)


def write(tx: Transaction, editor: Viewer, article: Article, version: int | None, values: dict[str, Any]) -> Article:
    """Write `values` over an article that is held, and what follows from them over its translations; keep what its
    words were. Raises Forbidden, Stale, Refused.
    """
    reached(tx, editor, article)
    if values.get("category_id", article.category_id) != article.category_id:
        check_in_remit(tx, editor, category_of(tx, values["category_id"]))
    if values.get("state") == PUBLISHED and article.translation_of is not None:
        check_original_is_out(articles.get(tx, article.translation_of))
    said = str(values.pop("note", ""))
    changed = articles.change(tx, article, version, {"updated_at": tx.now} | values)
    keep_changed(tx, article, changed, editor.id, said)
    if article.state == PUBLISHED:
        was, now = ({"audiences": each.audiences, "category_id": each.category_id} for each in (article, changed))
        acts.note_change(tx, editor, "article.moved", article.id, was, now)
    for before, after in followers(tx, changed):
        tell(tx, before, after)
    return changed


def follow(tx: Transaction, editor: Viewer, before: Article, after: Article) -> None:
    """Let a review that waits be of the words as they are now; it is over when other words came out without it."""
    waiting = reviews.waiting(tx, after.id)
    if waiting is None:
        return
    came_out = after.state == PUBLISHED and (before.state != PUBLISHED or words_of(before) != words_of(after))
    if came_out:
        over = {"state": OVERTAKEN, "decided_by": editor.id, "decided_at": tx.now}
        reviews.change(tx, waiting, None, over)
    else:
        revision = pending(tx, after.id) or keep_current(tx, after)
        reviews.change(tx, waiting, None, {"revision": revision.number})


def tell(tx: Transaction, before: Article, after: Article) -> Article:
    """Tell the others what became of an article; of a draft nobody hears. The article."""
    if after.state == PUBLISHED:
        verb = "changed" if before.state == PUBLISHED else "published"
    elif after.state == WITHDRAWN:
        verb = "withdrawn" if before.state == PUBLISHED else "restated"
    else:
        return after
    tx.publish(f"knowledge.article.{verb}.v1", after, facts.article(after))
    return after


def reached(tx: Transaction, editor: Viewer, article: Article) -> None:
    """Record that `editor` changes what is not for them. Raises Forbidden where they edit somewhere else."""
    category = categories.get(tx, article.category_id)
    check_in_remit(tx, editor, category)
    note(tx, editor, "changed", "article", {article.id: (article.audience_key, category.audience_key)})


def rendered(tx: Transaction, body: str) -> dict[str, Any]:
    """The forms of a text, with the snippets that it includes, that are kept beside it. Raises Invalid."""
    if names := included(body):
        tx.together("stock")  # what changes in a snippet meanwhile is not missed
        body = filled(body, stock.bodies(tx, names))
    made = render(body)
    return {"html": made.html, "toc": [asdict(heading) for heading in made.toc], "plain": made.text}


def values_of(tx: Transaction, article: Article, changes: dict[str, Any]) -> dict[str, Any]:
    """The columns that `changes` write. A time that is left empty keeps an article that is out where it is.

    Raises Invalid.
    """
    values = dict(changes)
    if "audiences" in values:
        values["audience_key"] = key_of(values.pop("audiences"))
    if "category_id" in values:
        category_of(tx, values["category_id"])
    if values.get("body", article.body) != article.body:
        values |= rendered(tx, values["body"])
    if values.get("published_at", article.published_at) is None and article.state != DRAFT:
        values.pop("published_at", None)
    check_dates(values.get("published_at", article.published_at), values.get("expires_at", article.expires_at))
    check_stays(tx, article, values)
    return values


def category_of(tx: Transaction, id: str) -> Category:
    """The category with an id that somebody chose. Raises Invalid."""
    category = categories.find(tx, id)
    if category is None:
        raise Invalid({"category_id": ["There is no such category."]})
    return category


def _publishes_alone(tx: Transaction, editor: Viewer, article: Article, values: dict[str, Any]) -> bool:
    """Whether words of an article that is out may be changed without a review. Raises Refused.

    Nor does it move into a category that needs one, or out of it, where its words would need none any more.
    """
    here = category_of(tx, article.category_id)
    there = category_of(tx, values.get("category_id", article.category_id))
    for category in (here, there) if there.id != here.id else ():
        if not publishes_alone(editor, category):
            raise Refused("needs-review", f"What stands in “{category.name}” is published and moved by a reviewer.")
    return publishes_alone(editor, here)
