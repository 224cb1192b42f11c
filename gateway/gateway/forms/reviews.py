"""Reviews: approve, send back, say something."""

from gateway.forms.form import form
from gateway.pages.staff_reviews import review as review_page
from gateway.responses import done
from gateway.upstream import knowledge
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _


@form("/staff/articles/<article_id>/review/approve", by="staff", takes=("remark",), again=review_page)
def approve(sent, article_id):
    """It comes out, at once or at its time."""
    knowledge.approve_review(visit().services, article_id, sent.only("remark"), sent.version)
    return done(_page(article_id), _("Approved. It is out, or will be at its time, and the author is told."))


@form("/staff/articles/<article_id>/review/return", by="staff", takes=("reason",), again=review_page)
def send_back(sent, article_id):
    """It stays as it is, and the author knows why."""
    knowledge.send_back_review(visit().services, article_id, sent.only("reason"), sent.version)
    return done(_page(article_id), _("Sent back. The author is told why."))


@form("/staff/articles/<article_id>/review/remarks", by="staff", takes=("body",), again=review_page)
def remark(sent, article_id):
    """The others read it on this page."""
    knowledge.remark_on_review(visit().services, article_id, sent.only("body"), sent.key)
    return done(f"{_page(article_id)}#remarks", _("Said."))


def _page(article_id):
    return f"/staff/articles/{quoted(article_id)}/review"
