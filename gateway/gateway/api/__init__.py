"""The public API: what services offer under /v1, reached with a bearer token; a cookie is worth nothing here."""

from gateway.api import document, messages, pass_through, scopes, sessions
from gateway.api.blueprint import api

__all__ = ["api", "document", "messages", "pass_through", "scopes", "sessions"]
