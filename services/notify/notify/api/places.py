"""Where people are reached by other channels than mail, over HTTP: the portal's own pages make and remove them."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from notify.actions import channels as actions
from notify.api.schemas import AddPlaceSchema, PlaceSchema
from notify.channels import Channel
from notify.model.note import Place
from portalkit.database import Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("places", __name__, description="Where people are reached besides mail")


@blueprint.acts("/internal/v1/places", by="member", takes=AddPlaceSchema, gives=PlaceSchema)
def add_place(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Reach the caller at a place of theirs, too, as long as their session lasts."""
    return as_place(actions.add_place(tx, _channels(), viewer, body["channel"], body["name"], body["data"]), viewer.sid)


@blueprint.acts("/internal/v1/places/<place_id>", by="member", method="DELETE")
def remove_place(tx: Transaction, viewer: Viewer, place_id: str) -> None:
    """Reach the caller there no more."""
    actions.remove_place(tx, viewer, place_id)


def installed() -> list[str]:
    """The names of the channels besides mail."""
    return list(_channels())


def described() -> list[dict[str, Any]]:
    """The same, with what a place is made with."""
    return [{"name": name, "public": channel.public} for name, channel in _channels().items()]


def as_place(place: Place, session_id: str | None) -> dict[str, Any]:
    """A place as its person sees it: not what is sent to."""
    return {
        "id": place.id,
        "channel": place.channel,
        "name": place.name,
        "created_at": place.created_at,
        "last_at": place.last_at,
        "here": session_id is not None and place.session_id == session_id,
    }


def _channels() -> Mapping[str, Channel]:
    channels: Mapping[str, Channel] = current_app.extensions["channels"]
    return channels
