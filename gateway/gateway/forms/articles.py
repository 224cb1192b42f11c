"""Writing articles: save, publish, withdraw."""

import re

from gateway.forms.form import form, moment, show_again
from gateway.forms.preview import LOOK, shown
from gateway.pages.staff_article import edit_article as edit_article_page
from gateway.pages.staff_article import new_article as new_article_page
from gateway.panels import Made
from gateway.responses import done
from gateway.upstream import knowledge
from gateway.upstream.caller import quoted
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import visit
from gateway.words import N_, _
from portalkit.errors import Invalid, Missing

FIELDS = (
    "title",
    "summary",
    "category_id",
    "audiences[]",
    "product",
    "region",
    "genre",
    "language",
    "commentable",
    "translation_of",
    "body",
    "published_at",
    "expires_at",
    "zone",
    "note",
    "do",
)
LONGEST_NUMBER = 10
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PLAIN = ("title", "summary", "category_id", "audiences", "language", "body")
NEWER = {"theirs": Made(lambda values: values["article"]["body"])}
SAID = {
    "save": N_("Saved."),
    "publish": N_("Published. It can be found in a moment."),
    "ask": N_("Saved. A reviewer looks at it; you are told what becomes of it."),
    "withdraw": N_("Withdrawn. Nobody finds or reads it any more."),
}


@form("/staff/articles/new", by="staff", takes=FIELDS, again=new_article_page)
def write_article(sent):
    """A draft first; then, if that was pressed, published, or a review asked for."""
    if sent["do"] == LOOK:
        return shown(new_article_page, knowledge, sent)
    do, services = _chosen(sent), visit().services
    original = {"translation_of": sent["translation_of"]} if sent["translation_of"] else {}
    made = knowledge.create_article(services, _body(sent) | original, sent.key)
    if do in ("publish", "ask"):
        act = knowledge.publish_article if do == "publish" else knowledge.ask_for_review
        try:
            act(services, made["id"], {}, str(made["version"]))
        except (Refusal, Unanswered) as fault:  # the draft is there already: go on with that one
            return show_again(edit_article_page, fault, sent, article_id=made["id"])
    return done(f"/staff/articles/{quoted(made['id'])}", _(SAID[do]))


@form("/staff/articles/<article_id>", by="staff", takes=FIELDS, again=edit_article_page, stale=NEWER)
def change_article(sent, article_id):
    """What the button says, with what was changed."""
    if sent["do"] == LOOK:
        return shown(edit_article_page, knowledge, sent, article_id=article_id)
    do, services = _chosen(sent), visit().services
    if do == "withdraw":
        knowledge.withdraw_article(services, article_id, sent.version)
    elif do == "ask":
        knowledge.ask_for_review(services, article_id, _body(sent) | sent.only("note"), sent.version)
    elif do == "publish":
        knowledge.publish_article(services, article_id, _body(sent) | sent.only("note"), sent.version)
    else:
        knowledge.change_article(services, article_id, _body(sent) | sent.only("note"), sent.version)
    return done(f"/staff/articles/{quoted(article_id)}", _(SAID[do]))


def chosen_number(sent):
    """The number of a revision that was sent. Raises Missing for what is none."""
    number = sent["number"]
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER):
        raise Missing()
    return int(number)


@form("/staff/articles/<article_id>/restore", by="staff", takes=("number",))
def restore_revision(sent, article_id):
    """The words of an earlier revision, as a new one."""
    number = chosen_number(sent)
    knowledge.restore_revision(visit().services, article_id, {"number": number}, sent.version)
    return done(
        f"/staff/articles/{quoted(article_id)}/revisions",
        _("The article says again what it said in revision %(number)s.", number=number),
    )


@form("/staff/articles/<article_id>/merge", by="staff", takes=("into",), again=edit_article_page)
def merge_article(sent, article_id):
    """It goes, and its address leads to the other one."""
    found = ID.search(sent["into"].lower())
    if found is None:
        raise Invalid({"into": [_("Paste the address of the article that takes its place.")]})
    knowledge.merge_article(visit().services, article_id, {"into": found[0]}, sent.version)
    return done(f"/staff/articles/{found[0]}", _("Merged. The other article's address leads here from now on."))


def _chosen(sent):
    return sent["do"] if sent["do"] in SAID else "save"


def _body(sent):
    body = sent.only(*PLAIN) | {name: sent[name].strip() or None for name in ("product", "region")}
    body["genre"] = sent["genre"] or "article"
    body["commentable"] = sent["commentable"] != "0"
    return body | {name: moment(sent, name) for name in ("published_at", "expires_at")}
