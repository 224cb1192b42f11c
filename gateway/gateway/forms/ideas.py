"""Saying what becomes of an idea."""

from gateway.forms.form import form
from gateway.pages.ideas import judge_idea as judge_page
from gateway.responses import done
from gateway.upstream import ideas
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _


@form("/topics/<topic_id>/idea", by="staff", takes=("state", "reason"), again=judge_page)
def judge_idea(sent, topic_id):
    """Those who follow it are told."""
    ideas.judge(visit().services, topic_id, dict(sent), sent.version)
    return done(f"/topics/{quoted(topic_id)}", _("Saved. Those who follow it are told."))
