"""HTTP: parse, one action or one read, answer."""

from accounts.api import audiences, audit, claims, doors, imports, me, reach, sessions, users, views

MODULES = (doors, sessions, me, claims, audiences, reach, users, views, imports, audit)
BLUEPRINTS = tuple(module.blueprint for module in MODULES)
