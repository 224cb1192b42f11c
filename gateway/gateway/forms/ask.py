"""Asking a question."""

from gateway.addresses import topic_at
from gateway.forms.form import form, tags_of
from gateway.forms.preview import LOOK, shown
from gateway.forms.topic import HELD
from gateway.pages.ask import ask as ask_page
from gateway.responses import done
from gateway.upstream import community
from gateway.visit import visit


@form(
    "/topics/new", by="member", takes=("category_id", "kind", "title", "body", "tags", "locked", "do"), again=ask_page
)
def ask(sent):
    """The question stands, and is findable a moment later."""
    if sent["do"] == LOOK:
        return shown(ask_page, community, sent)
    body = sent.only("category_id", "title", "body") | {
        "kind": sent["kind"] or "question",
        "tags": tags_of(sent["tags"]),
    }
    body["locked"] = sent["locked"] == "1"
    made = community.ask_question(visit().services, body, sent.key)
    published = f"Your {body['kind']} is published. It can be found in a moment."
    return done(topic_at(made["id"], made["title"]), published if made["shown"] else HELD.format(kind=body["kind"]))
