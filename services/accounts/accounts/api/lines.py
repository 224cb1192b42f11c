"""People by the lines of a file, as administrators bring them in."""

from typing import Any

from accounts.actions import lines
from accounts.api.schemas.lines import GoodLineSchema, ImportLinesSchema, LineOutcomesSchema, LinesSchema
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("lines", __name__, description="People by the lines of a file")
ATTRIBUTES = ("country", "region", "grade", "products")
GOOD = GoodLineSchema()


@blueprint.asks("/internal/v1/people/look", by="administrator", takes=LinesSchema, gives=LineOutcomesSchema)
def look_at_lines(db: Reading, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """What an import of these lines would do to each. Nothing is changed."""
    return {"items": [lines.look_at(db, _line(item)) for item in body["items"]]}


@blueprint.acts("/internal/v1/people/import", by="administrator", takes=ImportLinesSchema, gives=LineOutcomesSchema)
def import_lines(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Add or change people by their addresses, neither kind nor roles. The same lines again change nothing."""
    read = [_line(item) for item in body["items"]]
    return {"items": lines.import_lines(tx, viewer, body["import_id"], read, body["last"])}


def _line(item: dict[str, Any]) -> dict[str, Any]:
    """The line as it is worked with, or all that is wrong with it under `errors`."""
    line = {name: value for name, value in item.items() if name not in ATTRIBUTES}
    line["attributes"] = {name: item[name] for name in ATTRIBUTES if name in item}
    found = GOOD.validate(line)
    return {"errors": _flat(found)} if found else line


def _flat(found: dict[str, Any]) -> dict[str, list[str]]:
    """Messages by field, those of attributes by the attribute, those of one of several values by the first."""
    flat: dict[str, list[str]] = {}
    for name, messages in found.items():
        if name == "attributes":
            flat |= _flat(messages)
        else:
            flat[name] = messages if isinstance(messages, list) else next(iter(messages.values()))
    return flat
