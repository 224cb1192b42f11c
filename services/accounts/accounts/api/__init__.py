"""HTTP: parse, one action or one read, answer."""

from accounts.api import audiences, audit, doors, imports, me, reach, sessions, users, views

BLUEPRINTS = tuple(module.blueprint for module in (doors, sessions, me, audiences, reach, users, views, imports, audit))
