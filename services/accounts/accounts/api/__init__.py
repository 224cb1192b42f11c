"""HTTP: parse, one action or one read, answer."""

from accounts.api import audiences, audit, claims, doors, factors, imports, me, passkeys, reach, sessions, users, views

ROOMS = (doors, sessions, me, factors, passkeys, claims, audiences, reach, users, views, imports, audit)
BLUEPRINTS = tuple(module.blueprint for module in ROOMS)
