"""What accounts holds of people, and what becomes of it when they leave."""

from sqlalchemy import func, null, or_, select

from accounts.store.tables import (
    addresses,
    applications,
    audiences,
    audit,
    claims,
    holds,
    invitations,
    links,
    memberships,
    passkeys,
    personas,
    profiles,
    recovery_codes,
    remembered,
    sessions,
    tickets,
    tokens,
    totps,
    users,
    wishes,
)
from portalkit.database import param
from portalkit.rights import Held, deleted, kept, of

_address = select(users.c.email_key).where(users.c.id == param("whose")).scalar_subquery()
NO_ADDRESS = users.c.id + "@erased.invalid"  # no two people have one address
NOBODY = {
    "name": "",
    "email": NO_ADDRESS,
    "email_key": NO_ADDRESS,
    "roles": [],
    "organisation": null(),
    "context_id": null(),
    "attributes": {},
    "locale": "en",
    "state": "erased",
    "password_hash": null(),
    "epoch": users.c.epoch + 1,
    "external_id": null(),
    "seen_at": null(),
    "last_visit_at": null(),
    "version": users.c.version + 1,
}
PROOF = "What was done here has to stay provable. There are ids and fixed words in it, no names."

HELD = (
    # Found by the address, so before that is gone.
    Held("applications", applications, func.lower(applications.c.email) == _address, without=("chosen",)),
    Held("invitations", invitations, invitations.c.email_key == _address, without=("hash", "invited_by")),
    kept("invitations of others", invitations, "invited_by", ground=PROOF, tells=("id", "created_at")),
    deleted("memberships", memberships, "user_id"),
    deleted("links in mails", links, "user_id", without=("hash", "chosen")),
    deleted("apps with codes", totps, "user_id", without=("sealed", "last_step")),
    deleted("recovery codes", recovery_codes, "user_id", without=("hash",)),
    deleted("sign-ins under way", tickets, "user_id", without=("hash", "detail")),
    deleted("remembered browsers", remembered, "user_id", without=("secret_hash",)),
    deleted("passkeys", passkeys, "user_id", without=("public_key", "credential_id")),
    deleted("addresses", addresses, "user_id", without=("email_key",)),
    deleted("API tokens", tokens, "user_id", without=("secret_hash",)),
    deleted("details of the profile", profiles, "user_id"),
    deleted("wishes for the profile", wishes, "user_id"),
    deleted("sessions", sessions, "user_id", without=("secret_hash",)),
    Held(
        "views as this person",
        sessions,
        of(sessions, "viewing_id"),
        {"viewing_id": null(), "viewing_until": null()},
        "An administrator's session goes on, without the view.",
        tells=("viewing_until",),
    ),
    Held(
        "profile",
        users,
        of(users, "id"),
        NOBODY,
        "An id stays, so that what was written is by a former member, and not by nobody.",
        ("password_hash", "epoch", "email_key"),
    ),
    kept(
        "audiences looked after",
        audiences,
        "owner_id",
        "deputy_id",
        ground="Until somebody else looks after them.",
        tells=("id",),
    ),
    kept(
        "personas looked after",
        personas,
        "owner_id",
        ground="Until somebody else looks after them.",
        tells=("id",),
    ),
    Held(
        "holds on erasure",
        holds,
        of(holds, "person"),
        {"note": null()},
        "The receipt says why, and until when, the erasure waited.",
        # Whoever is held is told that they are, on which ground and until when. The note is not part of it: it is about
        # a claim or an investigation that telling it could spoil, and of others (GDPR, 15(4) and 23); whoever asks for
        # it is answered by the operator. Nor is which administrator it was, here or in the audit records: an id leads
        # to a name.
        tells=("ground", "set_at", "until", "lifted_at"),
    ),
    kept("holds set on others", holds, "set_by", "lifted_by", ground=PROOF, tells=("id", "set_at", "lifted_at")),
    kept(
        "audit records",
        audit,
        "actor",
        "object",
        ground=PROOF,
        tells=("seq", "at", "actor", "action", "object"),
        known=or_(audit.c.actor == param("whose"), audit.c.action.not_like("hold.%")),
    ),
    kept("receipts", claims, "person", ground="To be shown to whoever has one.", without=("receipt_hash",)),
)
