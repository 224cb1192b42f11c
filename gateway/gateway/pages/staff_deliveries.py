"""What became of messages and their mails, for administrators: whom they went to, when, and why not."""

from gateway.asked import asked, asked_cursor, one_of
from gateway.panels import Made, Panel, page
from gateway.permits import Permitted
from gateway.upstream import notify

REASONS = {  # of what waits, and of what was not mailed, in words
    "waiting": {
        "quiet": "for the end of quiet hours",
        "digest": "for the next digest",
        "retry": "for another attempt",
        "unclear": "until it is known who may see the thing",
        "turn": "for its turn",
    },
    "suppressed": {
        "cap": "the limit of a day or a week was reached",
        "preference": "its receiver does not want such mails",
        "not-allowed": "its receiver may not see the thing any more",
        "no-address": "there is no confirmed address",
        "suspended": "the account is deactivated",
        "unfollowed": "its receiver follows the thing no more",
        "gone": "the thing is hidden, or no longer so",
        "too-old": "it could not leave within three days",
        "nothing-left": "nothing of the digest was left to be told",
        "unknown": "an older release did not say why",
    },
}
OUTCOMES = {
    "sent": "Sent",
    "gathered": "Sent in a digest",
    "waiting": "Waiting",
    "suppressed": "Not mailed",
    "failed": "Failed",
    "unknown": "Not known",
}
STATES = {
    state: word
    for outcome, told in OUTCOMES.items()
    for state, word in (
        (outcome, told),
        *((f"{outcome}:{reason}", f"{told}: {why}") for reason, why in REASONS.get(outcome, {}).items()),
    )
}
IN_HEAD = ("sent", "gathered", "waiting", "suppressed", "failed")  # said even where there is none


@page("/staff/deliveries", "staff_deliveries.html", by="administrator")
def staff_deliveries():
    """Newest first, by person and state, under the numbers of a day and a week."""
    query = {"person": asked("person"), "state": one_of("state", *STATES)}
    return {
        "list": Panel(_list, query, asked_cursor(), need=True, gives=("items", "counts", "next")),
        "query": query,
        "states": STATES,
        "outcomes": OUTCOMES,
        "reasons": REASONS,
        "head": Made(lambda values: summary(values["counts"])),
    }


def _list(caller, query, cursor):
    """A page of it; what a message is about is named where its owner lets the viewer read it."""
    answer = notify.deliveries(caller, query | {"cursor": cursor})
    owners = Permitted(caller, [item["thing"] for item in answer["items"] if item["thing"]])
    return answer | {"items": [item | {"title": _title(owners, item["thing"])} for item in answer["items"]]}


def _title(owners, thing):
    found = owners.of(thing) if thing else None
    return found and found["title"]


def summary(counts):
    """The numbers by outcome, each with those of its reasons: {state, word, day, week, inner} as rows of a table."""
    rows = []
    for outcome, word in OUTCOMES.items():
        mine = [count for count in counts if count["outcome"] == outcome]
        if not mine and outcome not in IN_HEAD:
            continue
        total = {part: sum(count[part] for count in mine) for part in ("day", "week")}
        rows.append({"state": outcome, "word": word, "inner": False} | total)
        for reason, why in REASONS.get(outcome, {}).items():
            rows += [
                {"state": f"{outcome}:{reason}", "word": why, "inner": True, "day": count["day"], "week": count["week"]}
                for count in mine
                if count["reason"] == reason
            ]
    return rows
