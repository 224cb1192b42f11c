"""The facts that notify keeps or acts on. Copies bind every verb; what tells people binds one."""

from collections.abc import Mapping

from notify.events import categories, decisions, follows, notices, pulses, replies, sessions, topics, users
from portalkit.runner import Handler

HANDLERS: Mapping[str, Handler] = {
    "accounts.user.*.v1": users.remember,
    "accounts.session.ended.v1": sessions.remember_ended,
    "accounts.pulse.sent.v1": pulses.remember,
    "community.category.*.v1": categories.remember,
    "community.topic.*.v1": topics.remember,
    "community.topic.asked.v1": topics.tell_followers,
    "community.topic.edited.v1": topics.tell_named,
    "community.topic.solved.v1": topics.tell_answerer,
    "community.reply.*.v1": replies.remember,
    "community.reply.posted.v1": replies.tell_followers,
    "community.reply.edited.v1": replies.tell_named,
    "community.reply.moved.v1": replies.follow_move,
    "community.decision.*.v1": decisions.remember,
    "community.decision.made.v1": decisions.tell_of_hiding,
    "community.decision.upheld.v1": decisions.tell_of_upholding,
    "community.decision.reversed.v1": decisions.tell_of_showing,
    "community.follow.*.v1": follows.remember,
    "community.pulse.sent.v1": pulses.remember,
    "knowledge.notice.*.v1": notices.remember,
    "knowledge.notice.given.v1": notices.tell_person,
}
