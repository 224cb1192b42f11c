"""What tests of services share: real databases, a client that speaks with tokens, and the ports' behaviour suites."""

from portalkit.testing.client import Client
from portalkit.testing.databases import only_on_sqlite
from portalkit.testing.kit import KEY, PUBLIC_KEYS, Fresh, at_once, drain, eventually, fresh_database, published

__all__ = [
    "KEY",
    "PUBLIC_KEYS",
    "Client",
    "Fresh",
    "at_once",
    "drain",
    "eventually",
    "fresh_database",
    "only_on_sqlite",
    "published",
]
