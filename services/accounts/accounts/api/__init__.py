"""HTTP: parse, one action or one read, answer."""

from accounts.api import audiences, audit, doors, imports, me, sessions, users

BLUEPRINTS = tuple(module.blueprint for module in (doors, sessions, me, audiences, users, imports, audit))
