"""Comment on articles, change what one said, and look after what others say."""

from knowledge.actions import newcomers as new
from knowledge.actions.decisions import end_decision, make_decision
from knowledge.actions.notices import give
from knowledge.actions.remits import check_in_remit
from knowledge.model import comment_entry as entry
from knowledge.model import facts
from knowledge.model.comment import (
    COMMENTED,
    HIDDEN,
    REMOVED,
    SHOWN,
    Comment,
    check_can_comment,
    check_can_look_after,
    check_can_remove,
)
from knowledge.model.newcomer import NONE, Limits
from knowledge.store import articles, categories, comment_history, comments, decisions, flags, shelves, upkeep, votes
from portalkit import acts
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.markdown import render
from portalkit.posts import MODERATOR, check_can_edit, clean_body
from portalkit.viewer import Viewer


def post_comment(tx: Transaction, author: Viewer, article_id: str, body: str, newcomers: Limits = NONE) -> Comment:
    """Say something under an article that `author` can read. Raises Missing, Refused, Invalid, Throttled.

    What somebody new writes may be held until a moderator lets it through; until then nobody is told of it.
    """
    votes.hold(tx, article_id)
    shelves.check_readable(tx, author, article_id)
    check_can_comment(articles.get(tx, article_id).commentable)
    text = clean_body(body)
    html = render(text, anchors=False).html
    held = new.check_new_comment(tx, author, newcomers, html)
    state = HIDDEN if held else SHOWN
    comment = Comment(new_id(), article_id, author.id, text, html, written_at=tx.now, state=state, held=held)
    comments.add(tx, comment)
    if not held:
        _tell(tx, comment)
    return comment


def edit_comment(
    tx: Transaction, editor: Viewer, id: str, version: int | None, body: str, newcomers: Limits = NONE
) -> Comment:
    """Replace the text of a comment that `editor` read at `version`. Raises Missing, Refused, Invalid, Stale."""
    comment = held(tx, editor, id)
    check_can_edit(editor, comment.author_id, comment.written_at, tx.now, comment.state == SHOWN)
    text = clean_body(body)
    html = render(text, anchors=False).html
    new.check_edit(tx, editor, newcomers, comment.html, html)
    changed = comments.change(tx, comment, version, body=text, html=html, edited_at=tx.now)
    if changed.body != comment.body:
        comment_history.note(tx, editor, id, entry.EDITED, body=comment.body)
        if editor.id != comment.author_id:
            acts.note(tx, editor, "comment.edited", id, article_id=comment.article_id)
    tx.publish("knowledge.comment.edited.v1", changed, facts.comment(changed))
    return changed


def remove_comment(tx: Transaction, writer: Viewer, id: str) -> None:
    """Take back what one said: its words are gone for everybody. Raises Missing, Refused."""
    comment = held(tx, writer, id)
    check_can_remove(writer, comment)
    changed = comments.change(tx, comment, None, state=REMOVED, held=False, body="", html="")
    comment_history.forget(tx, id)
    decisions.forget(tx, id)
    flags.resolve(tx, id, REMOVED)
    tx.publish("knowledge.comment.removed.v1", changed, facts.comment(changed))


def hide_comment(tx: Transaction, keeper: Viewer, id: str, version: int | None, reason: str) -> Comment:
    """Take a comment out of everybody's sight but its writer's, who is told why, and that of whoever looks after it.

    Raises Missing, Forbidden, Invalid, Stale.
    """
    comment = looked_after(tx, keeper, id)
    if comment.state == HIDDEN and not comment.held:
        return comment
    decision = make_decision(tx, keeper, comment, reason)
    changed = comments.change(
        tx,
        comment,
        version,
        state=HIDDEN,
        held=False,
        hidden_by=keeper.id,
        hidden_reason=decision.reason,
        decision_id=decision.id,
    )
    tx.publish("knowledge.comment.hidden.v1", changed, facts.comment(changed))
    return changed


def show_comment(tx: Transaction, keeper: Viewer, id: str, version: int | None, reason: str = "") -> Comment:
    """Bring a hidden comment back; its writer is told. One that was held is posted now.

    Raises Missing, Forbidden, Stale.
    """
    comment = looked_after(tx, keeper, id)
    if comment.state == SHOWN:
        return comment
    comment_history.note(tx, keeper, id, entry.SHOWN, note=reason)
    acts.note(tx, keeper, "comment.shown", id, article_id=comment.article_id)
    if comment.held:
        changed = comments.change(tx, comment, version, state=SHOWN, held=False, written_at=tx.now)
        _tell(tx, changed)
        return changed
    end_decision(tx, keeper, comment, reason)
    values = {"state": SHOWN, "hidden_by": None, "hidden_reason": None, "decision_id": None}
    changed = comments.change(tx, comment, version, **values)
    tx.publish("knowledge.comment.shown.v1", changed, facts.comment(changed))
    return changed


def held(tx: Transaction, viewer: Viewer, id: str) -> Comment:
    """A comment that `viewer` can see, for whoever is going to change it; its article is held. Raises Missing."""
    votes.hold(tx, comments.get(tx, viewer, id).article_id)
    return comments.get(tx, viewer, id)


def looked_after(tx: Transaction, keeper: Viewer, id: str) -> Comment:
    """The same for a moderator, and for who edits where the article stands. Raises Missing, Forbidden."""
    check_can_look_after(keeper)
    comment = held(tx, keeper, id)
    if not keeper.has(MODERATOR):
        check_in_remit(tx, keeper, categories.get(tx, articles.get(tx, comment.article_id).category_id))
    return comment


def _tell(tx: Transaction, comment: Comment) -> None:
    """Tell the others of a comment that is shown for the first time, and who looks after the article."""
    tx.publish("knowledge.comment.posted.v1", comment, facts.comment(comment))
    article = articles.get(tx, comment.article_id)
    for person_id in upkeep.keepers(tx, article.id):
        give(tx, person_id, COMMENTED, article, comment.author_id, comment.body)
