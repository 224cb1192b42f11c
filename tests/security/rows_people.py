"""Who may do what with people's own things, organisations and personas."""

from typing import Any

from security.rows_addresses import addresses
from security.rows_holds import holds
from security.rows_organisations import organisations
from security.rows_personas import personas
from security.rows_profiles import profiles
from security.rows_tokens import tokens


def people(row: Any) -> dict[str, Any]:
    """The rows, each made by `row`."""
    return organisations(row) | profiles(row) | personas(row) | tokens(row) | addresses(row) | holds(row)
