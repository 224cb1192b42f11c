"""What levels ask for and open, as staff choose it, and where somebody stands."""

from community.actions import trusts as actions
from community.api.level_schemas import LaddersSchema, NewLaddersSchema, named, shape
from community.api.limits import newcomers
from community.model.category import KEEPERS
from community.model.trust import trust
from community.store import trusts
from portalkit.newcomers import Standing
from portalkit.web import Blueprint

blueprint = Blueprint("levels", __name__, description="What levels open")


@blueprint.changes("/v1/recognition/levels", by=KEEPERS, takes=NewLaddersSchema, gives=LaddersSchema, method="PUT")
def change_levels(tx, viewer, body, version):
    """Let levels ask for and open other things from now on."""
    return shape(actions.change_levels(tx, viewer, version, **body).below(newcomers()))


def trust_of(row, viewer, now):
    """Where the viewer stands, of a row about themselves: with what they have, and what each level opens."""
    limits = newcomers()
    found = trusts.read(row)
    place = trust(found.ladder.below(limits), found.earned, now)
    return {
        "number": place.number,
        "limited": limits.are_for(viewer) and Standing(row.joined_at, row.posts).is_new(limits, now),
        "lost_until": place.lost_until,
        "points": found.earned.points,
        "days": found.earned.days(now),
        "accepted": found.earned.accepted,
        "levels": named(place.ladder),
    }
