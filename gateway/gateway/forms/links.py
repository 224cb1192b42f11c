"""Looking at an article's links again."""

from gateway.forms.form import form
from gateway.responses import done
from gateway.upstream import links
from gateway.visit import visit


@form("/staff/articles/<article_id>/links", by="staff")
def check_links(sent, article_id):
    """What was mended is in the list no more."""
    left = len(links.check(visit().services, article_id)["links"])
    said = (
        f"{left} {'link is' if left == 1 else 'links are'} still broken." if left else "All of its links are in order."
    )
    return done("/staff/links", said)
