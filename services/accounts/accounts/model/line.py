"""What a line of a file of people may make of a person."""

from typing import Any

from accounts.model.user import User, tidy_email, tidy_name
from portalkit.errors import Invalid

CHANGES = ("name", "locale")


def wanted(line: dict[str, Any], there: User | None) -> dict[str, Any]:
    """What is to be written of the person whom `line` names; what the line leaves out stays as it is.

    Nobody becomes staff, or stops being it, by a line of a file. Raises Invalid.
    """
    if line.get("kind", there.kind if there else "customer") != (there.kind if there else "customer"):
        raise Invalid({"kind": ["A file makes nobody staff, and staff nobody else."]})
    values = {name: line[name] for name in CHANGES if name in line}
    if "name" in values:
        values["name"] = tidy_name(values["name"])
    elif there is None:
        raise Invalid({"name": ["Write a name."]})
    attributes = (there.attributes if there else {}) | line.get("attributes", {})
    if there is None:
        return values | {"email": tidy_email(line["email"]), "attributes": attributes, "state": "active"}
    if there.state == "unverified":
        values["state"] = "active"
    values["attributes"] = attributes
    return {name: value for name, value in values.items() if getattr(there, name) != value}
