"""Where editors edit, as administrators say."""

from knowledge.actions.remits import give_remit
from knowledge.api.remit_schemas import GiveRemit, RemitPage, RemitSchema
from knowledge.store import desk, remits
from portalkit.web import Blueprint

blueprint = Blueprint("remits", __name__, description="Where editors edit")


@blueprint.reads("/internal/v1/pages/staff/remit/<person_id>", by="administrator", gives=RemitPage)
def remit(db, viewer, person_id):
    """The categories that somebody edits in, none for everywhere, and those there are."""
    tree = desk.tree(db, viewer)
    return {
        "chosen": remits.of(db, person_id),
        "categories": [{name: row[name] for name in ("id", "name", "depth")} for row in tree],
    }


@blueprint.acts("/v1/remits/<person_id>", by="administrator", takes=GiveRemit, gives=RemitSchema, method="PUT")
def give(tx, viewer, body, person_id):
    """Let somebody edit in these categories and what lies in them; without any: everywhere."""
    return {"categories": give_remit(tx, viewer, person_id, body["categories"])}
