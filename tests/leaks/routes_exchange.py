"""The cases of community's routes about ideas, messages and rewards."""

import re

from leaks.cases import Case
from leaks.people import FORUMS
from leaks.routes_common import PAGES


def said(rule: str, body: str, method: str = "POST") -> Case:
    """Something that is done to somebody or something that never was."""
    return Case(rule, (re.sub("<[a-z]+_id>", "<never>", rule),), method=method, writes=True, desk=True, body=body)


MESSAGES = (
    Case(f"{PAGES}/messages"),
    Case(f"{PAGES}/messages/<person_id>", (f"{PAGES}/messages/{{person}}", f"{PAGES}/messages/<person:asker>")),
    Case(f"{PAGES}/message/<message_id>", (f"{PAGES}/message/<never>",)),
    said("/v1/people/<person_id>/messages", '{"body": "B"}'),
    said("/v1/people/<person_id>/messages/read", '{"until": "<never>"}'),
    said("/v1/people/<person_id>/blocked", '{"blocked": true}', "PUT"),
    said("/v1/messages/<message_id>/flags", '{"reason": "other"}'),
    Case("/v1/moderation/messages", desk=True),
    said("/v1/messages/<message_id>/flags/settle", '{"outcome": "dismissed"}'),
)
REWARDS = (
    Case(f"{PAGES}/rewards"),
    Case(f"{PAGES}/reward/<reward_id>", (f"{PAGES}/reward/<never>",)),
    Case("/v1/rewards", method="POST", writes=True, desk=True, body='{"cost": 5}'),
    said("/v1/rewards/<reward_id>", "{}", "PATCH"),
    said("/v1/rewards/<reward_id>/redemptions", '{"cost": 5}'),
    Case(f"{PAGES}/staff/redemptions", desk=True),
    said("/v1/redemptions/<redemption_id>/outcome", '{"outcome": "fulfilled"}', "PUT"),
)
EXCHANGE = (
    *MESSAGES,
    *REWARDS,
    Case(
        f"{PAGES}/ideas",
        (f"{PAGES}/ideas", f"{PAGES}/ideas?category={{forum}}", f"{PAGES}/ideas?sort=latest&state=new"),
        shows=FORUMS,
    ),
    Case(
        "/v1/topics/<topic_id>/idea",
        ("/v1/topics/{topic}/idea",),
        method="PUT",
        writes=True,
        desk=True,
        body='{"state": "planned", "reason": "R"}',
    ),
)
