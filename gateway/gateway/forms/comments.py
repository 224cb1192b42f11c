"""What one does with comments under an article: write, change, delete, report, hide, show."""

from gateway.addresses import article_at
from gateway.forms.form import form
from gateway.forms.moderation import BACK, QUEUE, THANKS
from gateway.forms.preview import LOOK, shown
from gateway.forms.topic import AGAIN, HELD, SHOWN
from gateway.pages.article import article as article_page
from gateway.pages.comment import edit_comment as edit_comment_page
from gateway.pages.comment import hide_comment_page
from gateway.pages.comment import report_comment as report_comment_page
from gateway.panels import Made
from gateway.responses import done
from gateway.upstream import comments
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import N_, _

THEIRS = {"theirs": Made(lambda values: values["thing"]["body"])}
HIDDEN = N_("Hidden. Only staff and who wrote it see it now; the writer is told why.")


@form("/articles/<article_id>/comments", by="member", takes=("body", "do"), again=article_page)
def write_comment(sent, article_id):
    """It stands at the end of the article."""
    if sent["do"] == LOOK:
        return shown(article_page, comments, sent, article_id=article_id)
    made = comments.write(visit().services, article_id, sent.only("body"), sent.key)
    notice = _("Your comment is published.") if made["state"] == "shown" else _(HELD["comment"])
    return done(_place(made), notice)


@form("/comments/<comment_id>/edit", by="member", takes=("body", "do"), again=edit_comment_page, stale=THEIRS)
def save_comment(sent, comment_id):
    """The comment reads anew."""
    if sent["do"] == LOOK:
        return shown(edit_comment_page, comments, sent, comment_id=comment_id)
    return done(_place(comments.edit(visit().services, comment_id, sent.only("body"), sent.version)), _("Saved."))


@form("/comments/<comment_id>/delete", by="member")
def delete_comment(sent, comment_id):
    """It is gone for everybody."""
    services = visit().services
    article = comments.comment(services, comment_id)["article"]
    comments.delete(services, comment_id)
    return done(f"{article_at(article['id'], article['title'])}#comments", _("Deleted. Nobody reads it any more."))


@form("/comments/<comment_id>/report", by="member", takes=("reason", "note"), again=report_comment_page)
def send_report_of_comment(sent, comment_id):
    """It comes to the moderators' queue."""
    services = visit().services
    comments.flag(services, comment_id, dict(sent), sent.key)
    article = comments.comment(services, comment_id)["article"]
    return done(f"{article_at(article['id'], article['title'])}#comment-{quoted(comment_id)}", _(THANKS))


@form("/comments/<comment_id>/hide", by="staff", takes=("reason", "back"), again=hide_comment_page)
def hide_comment(sent, comment_id):
    """Nobody but its writer and staff sees it from now on."""
    changed = comments.hide(visit().services, comment_id, True, sent["reason"], sent.version)
    return done(BACK.get(sent["back"]) or _place(changed), _(HIDDEN))


@form("/comments/<comment_id>/show", by="staff", takes=("back",))
def show_comment(sent, comment_id):
    """Everybody sees it again."""
    changed = comments.hide(visit().services, comment_id, False, "", sent.version)
    return done(BACK.get(sent["back"]) or _place(changed), _(SHOWN.get(sent["back"], AGAIN)))


@form("/comments/<comment_id>/dismiss", by="moderator")
def dismiss_comment(sent, comment_id):
    """It stays, and leaves the queue."""
    comments.dismiss(visit().services, comment_id)
    return done(QUEUE, _("Dismissed. The comment stays as it is."))


def _place(comment):
    return f"/articles/{quoted(comment['article_id'])}#comment-{quoted(comment['id'])}"
