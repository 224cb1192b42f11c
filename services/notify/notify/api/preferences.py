"""What reaches somebody, over HTTP: their own choices, and what these would mean."""

from dataclasses import asdict
from typing import Any

from flask import current_app

from notify.actions import bounces, preferences
from notify.api.places import as_place, described, installed
from notify.api.schemas import ChooseSchema, EndSchema, ExpectedSchema, ForecastQuery, PreferencesSchema
from notify.model.attention import CRITICAL, Caps
from notify.model.times import Times
from notify.store import places
from notify.store.bounces import last as last_bounce
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("preferences", __name__, description="What reaches a person, how and when")
TIMES = ("zone", "quiet_from", "quiet_until", "digest_at", "digest_on")


@blueprint.reads("/v1/preferences", by="member", gives=PreferencesSchema)
def read_preferences(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """What the caller wants of each kind, when, and how many mails that would be."""
    return _chosen(db, viewer)


@blueprint.reads("/v1/preferences/forecast", by="member", takes=ForecastQuery, gives=ExpectedSchema)
def forecast(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """How many mails the caller would get who follows this besides: as if they had for the last weeks."""
    caps: Caps = current_app.extensions["caps"]
    told = preferences.expected_with(db, viewer, caps, query["kind"], query["thing_id"])
    return {"forecast": asdict(told)}


@blueprint.acts("/v1/preferences", method="PUT", by="member", takes=ChooseSchema, gives=PreferencesSchema)
def choose_preferences(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Choose what reaches the caller, and when. Kinds that are left out stay as they are."""
    when = Times(**{name: body[name] for name in TIMES})
    preferences.choose(tx, viewer, body["choices"], body["digest"], when)
    preferences.choose_channels(tx, viewer, body["choices"], installed())
    return _chosen(tx, viewer)


@blueprint.acts("/v1/preferences/end", by="member", takes=EndSchema)
def end_kind(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> None:
    """Tell the caller no more of a kind, neither in the portal nor by mail."""
    preferences.end(tx, viewer, body["kind"], installed())


@blueprint.acts("/v1/preferences/mail-again", by="member")
def mail_again(tx: Transaction, viewer: Viewer) -> None:
    """Send mails to the caller's address again, although the last one came back."""
    bounces.try_again(tx, viewer)


def _chosen(db: Reading, viewer: Viewer) -> dict[str, Any]:
    caps: Caps = current_app.extensions["caps"]
    wishes, digest, when = preferences.chosen(db, viewer)
    refused = places.refused(db, viewer.id)
    kinds = [
        {
            "kind": kind,
            "critical": kind in CRITICAL,
            "mail": wish.mail,
            "portal": wish.portal or kind in CRITICAL,
            "also": [name for name in installed() if (kind, name) not in refused],
        }
        for kind, wish in wishes.items()
    ]
    back = last_bounce(db, viewer.id)
    others: dict[str, Any] = {"returned": {"at": back.at, "status": back.status} if back else None}
    others |= {"channels": described(), "places": [as_place(each, viewer.sid) for each in places.of(db, viewer.id)]}
    told = preferences.expected(db, viewer, wishes, when, caps)
    return {"kinds": kinds, "digest": digest, **asdict(when), "caps": asdict(caps), "forecast": asdict(told), **others}
