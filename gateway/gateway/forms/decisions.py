"""Appealing against a decision, and judging that."""

from gateway.forms.form import form
from gateway.forms.moderation import QUEUE
from gateway.pages.decision import comment_decision as comment_decision_page
from gateway.pages.decision import decision as decision_page
from gateway.responses import done
from gateway.upstream import comments, community
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import N_, _

APPEALED = N_("Your appeal is with the moderators. You are told what they decide.")
JUDGED = {
    "reversed": N_("It is shown again. Who wrote it is told."),
    "upheld": N_("It stays hidden. Who wrote it is told."),
}


@form("/decisions/<decision_id>/appeal", by="member", takes=("text",), again=decision_page)
def appeal(sent, decision_id):
    """Another moderator looks at the post."""
    community.appeal(visit().services, decision_id, dict(sent), sent.key)
    return done(f"/decisions/{quoted(decision_id)}", _(APPEALED))


@form("/decisions/<decision_id>/judge", by="moderator", takes=("outcome", "reason"), again=decision_page)
def judge(sent, decision_id):
    """The post is shown again, or stays hidden; its writer is told."""
    community.judge(visit().services, decision_id, dict(sent), sent.version)
    return done(QUEUE, _(JUDGED[sent["outcome"]]))


@form("/comments/decisions/<decision_id>/appeal", by="member", takes=("text",), again=comment_decision_page)
def appeal_about_comment(sent, decision_id):
    """Another moderator looks at the comment."""
    comments.appeal(visit().services, decision_id, dict(sent), sent.key)
    return done(f"/comments/decisions/{quoted(decision_id)}", _(APPEALED))


@form(
    "/comments/decisions/<decision_id>/judge", by="moderator", takes=("outcome", "reason"), again=comment_decision_page
)
def judge_about_comment(sent, decision_id):
    """The comment is shown again, or stays hidden; its writer is told."""
    comments.judge(visit().services, decision_id, dict(sent), sent.version)
    return done(QUEUE, _(JUDGED[sent["outcome"]]))
