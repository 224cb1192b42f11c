"""HTTP: parse, one action or one read, answer."""

from accounts.api import (
    addresses,
    audiences,
    audit,
    claims,
    doors,
    factors,
    holds,
    imports,
    invitations,
    languages,
    lines,
    lost_factors,
    me,
    memberships,
    organisations,
    passkeys,
    personas,
    profiles,
    reach,
    sessions,
    tokens,
    users,
    views,
)

SIGNING_IN = (doors, invitations, sessions, me, languages, factors, passkeys, claims, profiles, tokens, addresses)
ROOMS = (
    *SIGNING_IN,
    organisations,
    memberships,
    audiences,
    personas,
    reach,
    users,
    lost_factors,
    holds,
    views,
    imports,
    lines,
    audit,
)
BLUEPRINTS = tuple(module.blueprint for module in ROOMS)
