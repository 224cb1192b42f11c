"""What became of messages and their mails, for administrators: whom they went to, when, and why not."""

from gateway.asked import asked, asked_cursor, one_of
from gateway.panels import Made, Panel, page
from gateway.permits import Permitted
from gateway.upstream import notify
from gateway.words import N_

REASONS = {  # of what waits, and of what was not mailed, in words
    "waiting": {
        "quiet": N_("for the end of quiet hours"),
        "digest": N_("for the next digest"),
        "retry": N_("for another attempt"),
        "unclear": N_("until it is known who may see the thing"),
        "turn": N_("for its turn"),
    },
    "suppressed": {
        "cap": N_("the limit of a day or a week was reached"),
        "preference": N_("its receiver does not want such mails"),
        "not-allowed": N_("its receiver may not see the thing any more"),
        "returned": N_("mails to its receiver’s address come back"),
        "no-address": N_("there is no confirmed address"),
        "suspended": N_("the account is deactivated"),
        "unfollowed": N_("its receiver follows the thing no more"),
        "gone": N_("the thing is hidden, or no longer so"),
        "too-old": N_("it could not leave within three days"),
        "nothing-left": N_("nothing of the digest was left to be told"),
        "unknown": N_("an older release did not say why"),
    },
}
OUTCOMES = {
    "sent": N_("Sent"),
    "gathered": N_("Sent in a digest"),
    "waiting": N_("Waiting"),
    "suppressed": N_("Not mailed"),
    "failed": N_("Failed"),
    "unknown": N_("Not known"),
}
STATES = {  # each state with its outcome and, of some, the reason
    state: said
    for outcome, told in OUTCOMES.items()
    for state, said in (
        (outcome, (told,)),
        *((f"{outcome}:{reason}", (told, why)) for reason, why in REASONS.get(outcome, {}).items()),
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
