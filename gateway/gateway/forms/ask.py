"""Asking a question."""

from gateway.addresses import topic_at
from gateway.forms.asking import asked_after_all
from gateway.forms.form import form, tags_of
from gateway.forms.preview import LOOK, shown
from gateway.forms.topic import HELD
from gateway.pages.ask import ask as ask_page
from gateway.responses import done
from gateway.upstream import community
from gateway.visit import visit
from gateway.words import N_, _

PUBLISHED = {
    "question": N_("Your question is published. It can be found in a moment."),
    "discussion": N_("Your discussion is published. It can be found in a moment."),
    "idea": N_("Your idea is published. It can be found in a moment."),
    "announcement": N_("Your announcement is published. It can be found in a moment."),
}


@form(
    "/topics/new",
    by="member",
    takes=("category_id", "kind", "title", "body", "tags", "locked", "do", "helped"),
    again=ask_page,
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
    asked_after_all(sent["helped"])
    return done(topic_at(made["id"], made["title"]), _(PUBLISHED[body["kind"]] if made["shown"] else HELD["topic"]))
