"""HTTP for services: routes that cannot be written without a policy, and answers that all look alike."""

from portalkit.web.app import create_service_app
from portalkit.web.routes import Blueprint
from portalkit.web.schemas import Schema

__all__ = ["Blueprint", "Schema", "create_service_app"]
