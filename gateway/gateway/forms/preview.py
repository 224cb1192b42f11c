"""What is being written, as its readers would have it: while it is typed, or for who presses a button."""

from gateway.forms.form import form
from gateway.panels import Panel
from gateway.responses import fragment_response
from gateway.upstream import comments, community, knowledge
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import visit
from gateway.words import N_

LOOK = "look"  # what the button says that only shows
AWAY = {"html": "", "fault": N_("The preview is not there just now. What you wrote is.")}


@form("/staff/articles/preview", by="staff", takes=("body",), asks=True)
def preview_article(sent):
    """A text of the knowledge base."""
    return _fragment(knowledge, sent)


@form("/topics/preview", by="member", takes=("body",), asks=True)
def preview_post(sent):
    """A text of the community."""
    return _fragment(community, sent)


@form("/comments/preview", by="member", takes=("body",), asks=True)
def preview_comment(sent):
    """A text under an article."""
    return _fragment(comments, sent)


def shown(page, of, sent, **ids):
    """The page with what was typed, and how its text would look."""
    return page.again(200, {}, sent.typed(), {"preview": Panel(_looked, of, sent["body"], otherwise=AWAY)}, **ids)


def _fragment(of, sent):
    try:
        preview = _looked(visit().services, of, sent["body"])
    except Unanswered:
        preview = AWAY
    return fragment_response("fragments/preview.html", {"preview": preview})


def _looked(caller, of, body):
    """How a text would look; what is wrong with one that is too long is said in its place."""
    try:
        return of.preview(caller, body) | {"fault": ""}
    except Refusal as fault:
        (message, *_) = fault.fields.get("body") or [fault.detail]
        return {"html": "", "fault": str(message)}
