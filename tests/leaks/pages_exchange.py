"""The cases of the gateway's routes about ideas, messages and rewards."""

from leaks.cases import Case
from leaks.people import FORUMS
from leaks.routes_common import form

EXCHANGE_PAGES = (
    Case("/rewards"),
    Case("/rewards/<reward_id>", ("/rewards/<never>",)),
    Case("/rewards/new", desk=True),
    Case("/rewards/<reward_id>/edit", ("/rewards/<never>/edit",), desk=True),
    Case("/staff/redemptions", desk=True),
    form("/rewards/new", "/rewards/new", "title=T", desk=True),
    form("/rewards/<reward_id>/edit", "/rewards/<never>/edit", "version=1", desk=True),
    form("/rewards/<reward_id>", "/rewards/<never>", "cost=5", desk=True),
    form("/staff/redemptions/<redemption_id>", "/staff/redemptions/<never>", "outcome=refused", desk=True),
    Case("/messages"),
    Case("/messages/<person_id>", ("/messages/{person}", "/messages/<person:asker>")),
    Case("/messages/<person_id>/<message_id>/report", ("/messages/<never>/<never>/report",)),
    form("/messages/<person_id>", "/messages/<never>", "body=B", desk=True),
    form("/messages/<person_id>/block", "/messages/<never>/block", "on=1", desk=True),
    form("/messages/<person_id>/<message_id>/report", "/messages/<never>/<never>/report", "reason=spam", desk=True),
    form("/staff/moderation/messages/<message_id>", "/staff/moderation/messages/<never>", "outcome=removed", desk=True),
    Case("/ideas", ("/ideas", "/ideas?category={forum}", "/ideas?sort=latest&state=planned"), shows=FORUMS),
    Case("/topics/<topic_id>/idea", ("/topics/{topic}/idea",), desk=True),
    form("/topics/<topic_id>/idea", "/topics/{topic}/idea", "version=1&state=planned&reason=R", desk=True),
)
