"""How people begin who are new: as the operator set it."""

from flask import current_app

from community.model.newcomer import NONE, Limits


def newcomers() -> Limits:
    """The limits of people who are new."""
    limits: Limits = current_app.config.get("NEWCOMERS", NONE)
    return limits
