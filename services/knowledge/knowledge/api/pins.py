"""Pins: what stands first in a category's list."""

from datetime import datetime
from typing import Any

from knowledge.actions.pins import pin_article
from knowledge.api.pin_schemas import PinState, SetPin
from knowledge.model.article import EDITORS
from portalkit.web import Blueprint

blueprint = Blueprint("pins", __name__, description="What stands first in lists")


@blueprint.acts("/v1/articles/<article_id>/pinned", by=EDITORS, takes=SetPin, gives=PinState, method="PUT")
def pin(tx, viewer, body, article_id):
    """Pin an article in its category, or unpin it."""
    made = pin_article(tx, viewer, article_id, **body)
    return {"pin": shape(made.place, made.until) if made else None}


def shape(place: int | None, until: datetime | None) -> dict[str, Any] | None:
    """A pin as its editors see it; without a place there is none."""
    return {"place": place, "until": until} if place is not None else None
