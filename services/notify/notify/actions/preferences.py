"""What people want to be told, by which channel, and when."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from operator import itemgetter
from typing import Any

from notify.actions.links import UnsubscribeLinks
from notify.model.attention import (
    CRITICAL,
    DAY_FULL,
    DIGEST,
    KIND_DAILY,
    KIND_WEEKLY,
    NEVER,
    NOW,
    WEEK_FULL,
    Caps,
    Forecast,
    Wishes,
    check,
    forecast,
    kinds_of,
)
from notify.model.times import Times
from notify.store import digests, forecasts, messages, places, preferences, times
from portalkit.database import Reading, Transaction
from portalkit.errors import Invalid
from portalkit.viewer import Viewer

PAST_DAYS = 28


def look_at_link(db: Reading, links: UnsubscribeLinks, token: str) -> tuple[str, bool]:
    """The kind of mail that a link ends, and whether it is still sent. Raises Refused."""
    person, kind = links.read(token)
    return kind, preferences.wants_mail(db, person, kind)


def unsubscribe(tx: Transaction, links: UnsubscribeLinks, token: str) -> str:
    """End one kind of mail to one person; the kind. Saying it twice changes nothing. Raises Refused."""
    person, kind = links.read(token)
    if preferences.wants_mail(tx, person, kind):
        preferences.refuse_mail(tx, person, kind)
    return kind


def chosen(db: Reading, person: Viewer) -> tuple[dict[str, Wishes], bool, Times]:
    """What somebody wants of each kind that they can get, whether they want digests, and when they want mail."""
    known, digest = preferences.of_person(db, person.id)
    default = Wishes(digest=digest)
    wishes = {kind: known.get(kind, default) for kind in kinds_of(person.kind == "staff")}
    return wishes, digest, times.of(db, [person.id]).get(person.id, Times())


def expected(db: Reading, person: Viewer, wishes: Mapping[str, Wishes], when: Times, caps: Caps) -> Forecast:
    """How many mails somebody would get with these wishes, after what they were told in the last weeks."""
    past = messages.past(db, person, db.now - timedelta(days=PAST_DAYS))
    return forecast(past, dict(wishes), when, caps, db.now, PAST_DAYS)


def expected_with(db: Reading, person: Viewer, caps: Caps, kind: str, thing_id: str) -> Forecast:
    """How many mails somebody would get who follows this besides, as they want them now."""
    wishes, _, when = chosen(db, person)
    since = db.now - timedelta(days=PAST_DAYS)
    past = messages.past(db, person, since) + forecasts.of_thing(db, person, kind, thing_id, since)
    return forecast(sorted(past, key=itemgetter(1)), wishes, when, caps, db.now, PAST_DAYS)


def choose(tx: Transaction, person: Viewer, choices: Sequence[Mapping[str, Any]], digest: bool, when: Times) -> None:
    """Somebody says what they want, and when; what waits for a digest waits for its new time. Raises Invalid."""
    check(choices, when, kinds_of(person.kind == "staff"))
    known, wanted_digest, _ = chosen(tx, person)
    for each in choices:
        kind, before = each["kind"], known[each["kind"]]
        if each["mail"] != before.mail:
            preferences.choose_mail(tx, person.id, kind, each["mail"])
        if each["portal"] != before.portal:
            preferences.choose_portal(tx, person.id, kind, each["portal"])
    if digest != wanted_digest:
        preferences.choose_mail(tx, person.id, DIGEST, NOW if digest else NEVER)
    times.choose(tx, person.id, when)
    for reason in (KIND_DAILY, KIND_WEEKLY, DAY_FULL, WEEK_FULL):
        digests.move(tx, person.id, reason, when.next_digest(tx.now, reason == KIND_WEEKLY))


def choose_channels(
    tx: Transaction, person: Viewer, choices: Sequence[Mapping[str, Any]], channels: Sequence[str]
) -> None:
    """Somebody says by which of the other `channels` each kind comes. Kinds that say nothing of it stay as they are."""
    refused = places.refused(tx, person.id)
    for each in choices:
        for channel in channels if "also" in each else ():
            wanted = channel in each["also"]
            if wanted is ((each["kind"], channel) in refused):
                places.choose(tx, person.id, each["kind"], channel, wanted)


def end(tx: Transaction, person: Viewer, kind: str, channels: Sequence[str]) -> None:
    """Somebody wants to be told no more of a kind, by any channel. Raises Invalid."""
    if kind in CRITICAL or kind not in kinds_of(person.kind == "staff"):
        raise Invalid({"kind": ["This cannot be ended."]})
    preferences.refuse_mail(tx, person.id, kind)
    preferences.choose_portal(tx, person.id, kind, False)
    for channel in channels:
        places.choose(tx, person.id, kind, channel, False)
