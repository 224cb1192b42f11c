"""The facts that notify keeps or acts on. Copies bind every verb; what tells people binds one."""

from collections.abc import Mapping
from functools import partial

from notify import NAME
from notify.events import categories, decisions, follows, notes, notices, pulses, replies, sessions, topics, users
from notify.model.attention import Caps
from portalkit import rights
from portalkit.runner import Handler


def handlers(caps: Caps) -> Mapping[str, Handler]:
    """What is done with each fact; `caps` are how many mails one person gets at most."""
    return rights.handlers(NAME) | {
        "accounts.user.*.v1": users.remember,
        "accounts.session.ended.v1": sessions.remember_ended,
        "accounts.pulse.sent.v1": pulses.remember,
        "community.category.*.v1": categories.remember,
        "community.topic.*.v1": topics.remember,
        "community.topic.asked.v1": partial(topics.tell_followers, caps),
        "community.topic.edited.v1": partial(topics.tell_named, caps),
        "community.topic.solved.v1": partial(topics.tell_answerer, caps),
        "community.reply.*.v1": replies.remember,
        "community.reply.posted.v1": partial(replies.tell_followers, caps),
        "community.reply.edited.v1": partial(replies.tell_named, caps),
        "community.reply.moved.v1": replies.follow_move,
        "community.decision.*.v1": decisions.remember,
        "community.decision.made.v1": partial(decisions.tell_of_hiding, caps),
        "community.decision.upheld.v1": partial(decisions.tell_of_upholding, caps),
        "community.decision.reversed.v1": partial(decisions.tell_of_showing, caps),
        "community.follow.*.v1": follows.remember,
        "community.follow.started.v1": partial(follows.tell_late, caps),
        "community.note.*.v1": notes.remember,
        "community.note.given.v1": partial(notes.tell, caps),
        "community.pulse.sent.v1": pulses.remember,
        "knowledge.notice.*.v1": notices.remember,
        "knowledge.notice.given.v1": partial(notices.tell_person, caps),
    }


HANDLERS = handlers(Caps())  # what is listened to, with the caps that nobody changed
