"""What levels ask for and open, as it is sent and told."""

from typing import Any

from marshmallow import fields, validate

from community.model.badge import LEVELS
from community.model.trust import A_DAY_MOST, ACCEPTED_MOST, DAYS_MOST, LOST_MOST, Ladder, Level
from portalkit.web import Schema


def _number(most: int, least: int = 0) -> fields.Integer:
    return fields.Integer(strict=True, required=True, validate=validate.Range(least, most))


class OpensSchema(Schema):
    """What a level asks for besides its points, and what it opens.

    `topics` and `replies` a day (0: without limit) and `links` without a look at them first are for who is new;
    `conversations` begun in a day and `messages` in an hour for everybody.
    """

    days = _number(DAYS_MOST)
    accepted = _number(ACCEPTED_MOST)
    topics = _number(A_DAY_MOST)
    replies = _number(A_DAY_MOST)
    links = fields.Boolean(required=True)
    conversations = _number(A_DAY_MOST, 1)
    messages = _number(A_DAY_MOST, 1)


class NewLaddersSchema(Schema):
    """All levels from the first, of which only `conversations` and `messages` are kept: the operator sets the others.

    For `lost_days` (0: not at all) a level is lost when a moderator took away what somebody wrote.
    """

    levels = fields.List(fields.Nested(OpensSchema), required=True, validate=validate.Length(len(LEVELS), len(LEVELS)))
    lost_days = _number(LOST_MOST)


class NamedLevelSchema(OpensSchema):
    """A level with its name and the points from which on somebody has it."""

    name = fields.String(required=True)
    points = fields.Integer(required=True)


class LaddersSchema(Schema):
    """All levels as they are now."""

    version = fields.Integer(required=True)
    levels = fields.List(fields.Nested(NamedLevelSchema), required=True)
    lost_days = fields.Integer(required=True)


class TrustSchema(Schema):
    """Where somebody stands: the level that is open, what they have of what the next one asks for, and all levels.

    `limited`: whether what is for those who are new holds for them. `lost_until`: a higher level is lost until then.
    """

    number = fields.Integer(required=True)
    limited = fields.Boolean(required=True)
    lost_until = fields.AwareDateTime(required=True, allow_none=True)
    points = fields.Integer(required=True)
    days = fields.Integer(required=True)
    accepted = fields.Integer(required=True)
    levels = fields.List(fields.Nested(NamedLevelSchema), required=True)


def shape(ladder: Ladder) -> dict[str, Any]:
    """The levels as they are told."""
    return {"version": ladder.version, "levels": named(ladder), "lost_days": ladder.lost_days}


def named(ladder: Ladder) -> list[dict[str, Any]]:
    """The levels with their names and points."""
    rows = zip(LEVELS, ladder.levels, strict=True)
    return [
        {"name": name, "points": points} | {each: getattr(level, each) for each in Level.__slots__}
        for (points, name), level in rows
    ]
