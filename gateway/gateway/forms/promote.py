"""Making an FAQ of a solved topic."""

from gateway.forms.form import form
from gateway.pages.promote_topic import drafted
from gateway.pages.promote_topic import promote_topic as promote_topic_page
from gateway.responses import done
from gateway.upstream import knowledge
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _

FIELDS = ("title", "body", "category_id", "audiences[]")


@form("/topics/<topic_id>/promote", by="staff", takes=FIELDS, again=promote_topic_page)
def promote_topic(sent, topic_id):
    """A draft that names the topic, and who wrote it."""
    services = visit().services
    found = drafted(services, topic_id)
    credits = [each["id"] for each in found["writers"]]
    body = dict(sent) | {"genre": "faq", "topic_id": found["topic"]["id"], "credits": credits}
    made = knowledge.create_article(services, body, sent.key)
    return done(f"/staff/articles/{quoted(made['id'])}", _("A draft. Readers see it when you publish it."))
