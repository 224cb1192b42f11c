"""How asking goes: counted as it does, and read by who looks after questions and what answers them."""

from typing import Any

from marshmallow import fields

from community.actions import asking as actions
from community.model.asking import STEPS, Steps, by_week, since
from community.store import asking
from portalkit.database import Database, Reading
from portalkit.viewer import Viewer
from portalkit.web import Blueprint, Schema
from portalkit.web.schemas import choice

blueprint = Blueprint("asking", __name__, description="Whether answers that are there spare a question")


class StepSchema(Schema):
    """A step of asking; of a later one the day on which it began."""

    step = choice(*STEPS)
    day = fields.Date(load_default=None)


class StepsSchema(Schema):
    """How often it came to each step; `spared` opened something and did not ask, `share` is that of a hundred shown."""

    shown = fields.Integer(required=True)
    opened = fields.Integer(required=True)
    asked = fields.Integer(required=True)
    spared = fields.Integer(required=True)
    share = fields.Integer(required=True, allow_none=True)


class WeekSchema(StepsSchema):
    """The same in a week."""

    begins = fields.Date(required=True)


class AskingSchema(Schema):
    """The last weeks, the latest first, and all of them together."""

    weeks = fields.List(fields.Nested(WeekSchema), required=True)
    all = fields.Nested(StepsSchema, required=True)


@blueprint.steps("/internal/v1/asking", by="member", takes=StepSchema, quiet=True)
def count_step(database: Database, viewer: Viewer, body: dict[str, Any]) -> None:
    """It came to a step; who it was is not kept."""
    actions.count_step(database, **body)


@blueprint.reads("/internal/v1/pages/staff/asking", by=("administrator", "author", "moderator"), gives=AskingSchema)
def how_asking_goes(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """How often somebody who began to ask opened an answer that was there, and did not ask."""
    today = db.now.date()
    weeks = by_week(asking.days(db, since(today)), today)
    together = weeks[-1]
    for week in weeks[:-1]:
        together = together.and_also(week)
    return {"weeks": [_shown(week) | {"begins": week.day.isoformat()} for week in weeks], "all": _shown(together)}


def _shown(steps: Steps) -> dict[str, Any]:
    return {name: getattr(steps, name) for name in ("shown", "opened", "asked", "spared", "share")}
