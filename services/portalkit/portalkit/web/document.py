"""A service's OpenAPI document, made once an app serves: it takes as long as all else that an app needs to start."""

from collections.abc import Iterable
from typing import Any

import flask_smorest
from flask import Flask

from portalkit.web.schemas import ProblemSchema


class _Api(flask_smorest.Api):  # type: ignore[misc]
    """Flask-smorest's documentation without its errors: an app has its problems instead."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """None, and it would be too late: by now the app answers."""


def document(app: Flask, blueprints: Iterable[flask_smorest.Blueprint]) -> dict[str, Any]:
    """What the routes of `blueprints` take and give, as they are registered with `app`."""
    api = _Api(app)
    for blueprint in blueprints:
        blueprint.register_views_in_doc(api, app, api.spec, name=blueprint.name, parameters=None)
        api.spec.tag({"name": blueprint.name, "description": blueprint.description})
    told: dict[str, Any] = api.spec.to_dict()
    return told
