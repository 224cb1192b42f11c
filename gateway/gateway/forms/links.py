"""Looking at an article's links again."""

from gateway.forms.form import form
from gateway.responses import done
from gateway.upstream import links
from gateway.visit import visit
from gateway.words import _, ngettext


@form("/staff/articles/<article_id>/links", by="staff")
def check_links(sent, article_id):
    """What was mended is in the list no more."""
    left = len(links.check(visit().services, article_id)["links"])
    said = _("All of its links are in order.")
    if left:
        said = ngettext("%(num)s link is still broken.", "%(num)s links are still broken.", left)
    return done("/staff/links", said)
