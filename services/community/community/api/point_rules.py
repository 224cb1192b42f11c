"""What scores and what levels open, as staff choose it, and what did not score."""

from marshmallow import fields, validate

from community.actions import point_rules as actions
from community.api.boards import named
from community.api.level_schemas import LaddersSchema
from community.api.level_schemas import shape as ladder
from community.api.limits import newcomers
from community.api.schemas import NamedSchema, PersonSchema
from community.model.category import KEEPERS
from community.model.points import CAP, CAP_MOST, KINDS, PAIR, POINTS_MOST, SELF
from community.model.rings import latest
from community.store import boards, rings, self_votes, trusts
from community.store import points as store
from portalkit.posts import person
from portalkit.web import Blueprint, Schema
from portalkit.web.schemas import choice

blueprint = Blueprint("point rules", __name__, description="What scores")


def _number(most: int, least: int = 0) -> fields.Integer:
    return fields.Integer(strict=True, required=True, validate=validate.Range(least, most))


class RuleSchema(Schema):
    """How many `points` something of a kind gives (0: none), and how often a day for one actor (`cap`; 0: always)."""

    kind = choice(*KINDS)
    points = _number(POINTS_MOST)
    cap = _number(CAP_MOST)


class NewRulesSchema(Schema):
    """What scores, every kind once; `pair_cap`: how often two people score by each other in 30 days."""

    kinds = fields.List(fields.Nested(RuleSchema), required=True, validate=validate.Length(len(KINDS), len(KINDS)))
    pair_cap = _number(CAP_MOST, 1)


class RulesSchema(NewRulesSchema):
    """What scores now."""

    version = fields.Integer(required=True)


class RefusedSchema(Schema):
    """Something that scored nothing for `person` although its kind does, and why: what `actor` did."""

    kind = choice(*KINDS)
    why = choice(SELF, CAP, PAIR)
    at = fields.AwareDateTime(required=True)
    person = fields.Nested(PersonSchema, required=True)
    actor = fields.Nested(PersonSchema, required=True)
    topic = fields.Nested(NamedSchema, required=True)


class GivingSchema(Schema):
    """`person` gave the next of a ring points, so many times in 30 days."""

    person = fields.Nested(PersonSchema, required=True)
    times = fields.Integer(required=True)


class RingSchema(Schema):
    """Three people of whom each gave the next points, and the last the first; `at`: when that was last."""

    people = fields.List(fields.Nested(GivingSchema), required=True)
    at = fields.AwareDateTime(required=True)


class SelfVotesSchema(Schema):
    """`person` tried so many times in 90 days to vote for what they wrote themselves; `at`: when last."""

    person = fields.Nested(PersonSchema, required=True)
    times = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)


class StaffRecognitionSchema(Schema):
    """The rules, the levels; in topics that the viewer may read the latest that was refused, rings, and self-votes.

    `boards` are the audiences that have a leaderboard of their own.
    """

    rules = fields.Nested(RulesSchema, required=True)
    levels = fields.Nested(LaddersSchema, required=True)
    refused = fields.List(fields.Nested(RefusedSchema), required=True)
    rings = fields.List(fields.Nested(RingSchema), required=True)
    self_votes = fields.List(fields.Nested(SelfVotesSchema), required=True)
    boards = fields.List(fields.Nested(NamedSchema), required=True)


@blueprint.reads("/internal/v1/pages/staff/recognition", by=KEEPERS, gives=StaffRecognitionSchema)
def recognition(db, viewer):
    """What scores, what levels open, what was refused, and who plays with points: that goes with time."""
    return {
        "rules": store.rules(db).plain(),
        "levels": ladder(trusts.ladder(db).below(newcomers())),
        "refused": [
            {
                "kind": row.kind,
                "why": row.why,
                "at": row.at,
                "person": person(row.person, row.name, row.is_kind),
                "actor": person(row.actor, row.actor_name, row.actor_kind),
                "topic": {"id": row.topic_id, "name": row.title},
            }
            for row in store.refused(db, viewer)
        ],
        "rings": _rings(db, viewer),
        "self_votes": [
            {"person": person(row.id, row.name, row.kind), "times": row.times, "at": row.at}
            for row in self_votes.found(db, viewer)
        ],
        "boards": named(boards.everything(db)),
    }


def _rings(db, viewer):
    found = rings.found(db, viewer)
    known = rings.names(db, found)

    def somebody(id):
        row = known.get(id)
        return person(id, row.name if row else None, row.kind if row else None)

    return [
        {"people": [{"person": somebody(one.actor), "times": one.times} for one in ring], "at": latest(ring)}
        for ring in found
    ]


@blueprint.changes("/v1/recognition/rules", by=KEEPERS, takes=NewRulesSchema, gives=RulesSchema, method="PUT")
def change_rules(tx, viewer, body, version):
    """Let other rules hold for what happens from now on; what has scored stays as it is."""
    return actions.change_rules(tx, viewer, version, **body).plain()
