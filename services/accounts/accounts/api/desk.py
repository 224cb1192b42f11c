"""The process's desk, for views."""

from flask import current_app

from accounts.actions.desk import Desk


def desk() -> Desk:
    """What the actions work with besides rows."""
    found: Desk = current_app.extensions["desk"]
    return found
