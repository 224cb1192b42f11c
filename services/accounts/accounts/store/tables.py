"""The tables of accounts."""

from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    literal_column,
)

from accounts.store.tables_audiences import personas
from accounts.store.tables_people import addresses, holds, metadata, profile_policies, profiles, tokens, wishes
from portalkit.tables import Seq, UTCDateTime

__all__ = ["addresses", "holds", "metadata", "personas", "profile_policies", "profiles", "tokens", "wishes"]

users = Table(
    "users",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", String(100), nullable=False),
    Column("email", String(254), nullable=False),
    Column("email_key", String(254), nullable=False, unique=True),
    Column("created_at", UTCDateTime, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("organisation", String(200)),  # what it was, for the release before; memberships say what is
    Column("attributes", JSON, nullable=False),
    Column("locale", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("password_hash", String(255)),
    Column("epoch", Integer, nullable=False, default=0),  # counts changes of the password
    Column("external_id", String(100), unique=True),
    Column("seen_at", UTCDateTime),  # when they last opened a page
    Column("last_visit_at", UTCDateTime),  # when the visit before that one ended
    Column("context_id", String(36)),  # the membership they chose to act in, or `self`; unset: the first
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("created_at", UTCDateTime, nullable=False),
    Column("kind", String(20), nullable=False),  # company | association
    Column("country", String(2)),
    Column("region", String(60)),
    Column("state", String(10), nullable=False),  # open | closed
    Column("version", Integer, nullable=False),
    Column("external_id", String(100), unique=True),
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisations.id"), nullable=False),
    Column("user_id", String(36), ForeignKey("users.id"), nullable=False, index=True),
    Column("created_at", UTCDateTime, nullable=False),
    Column("starts_at", UTCDateTime, nullable=False),
    Column("ends_at", UTCDateTime),
    Column("role", String(20), nullable=False),  # administrator | member
    Column("title", String(100)),
    Column("grade", String(60)),
    Column("chapter", String(60)),
    Column("renews_at", UTCDateTime),
    Column("by_name", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("next_at", UTCDateTime, index=True),  # when it begins or ends, and others have to be told
    UniqueConstraint("organisation_id", "user_id"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisations.id"), nullable=False),
    Column("email", String(254), nullable=False),
    Column("email_key", String(254), nullable=False),
    Column("invited_by", String(36), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("ends_at", UTCDateTime),
    Column("title", String(100)),
    Column("grade", String(60)),
    Column("chapter", String(60)),
    Column("hash", String(64), nullable=False, unique=True),
    UniqueConstraint("organisation_id", "email_key"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id"), nullable=False, index=True),
    Column("device", String(200), nullable=False),
    Column("created_at", UTCDateTime, nullable=False, index=True),
    Column("seen_at", UTCDateTime, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("viewing_id", String(36)),  # as whom, or in which audience, an administrator looks at the portal
    Column("viewing_until", UTCDateTime, index=True),
    Column("proven_at", UTCDateTime),  # when its person last proved who it is
)

links = Table(
    "links",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id"), nullable=False, index=True),
    Column("purpose", String(10), nullable=False),  # verify | reset | address | further
    Column("expires_at", UTCDateTime, nullable=False, index=True),
    Column("used_at", UTCDateTime),
    Column("chosen", JSON),  # name, locale and password hash of the registration, or the address, that it confirms
)

applications = Table(  # what somebody who is not signed in asked for; answered by mail, by the worker
    "applications",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("purpose", String(10), nullable=False),  # verify | reset
    Column("email", String(254), nullable=False),
    Column("chosen", JSON),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", UTCDateTime, nullable=False, index=True),
    Column("requestid", String(64)),
)

claims = Table(  # what people asked for of what is held of them
    "claims",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(8), nullable=False),  # export | erasure
    Column("person", String(36), nullable=False),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("state", String(8), nullable=False),  # waiting | open | done
    Column("receipt_hash", String(64), unique=True),
    Column("ended_at", UTCDateTime),
    Column("version", Integer, nullable=False),
)
Index("ix_claims_person_id", claims.c.person, claims.c.id)
_waits = claims.c.state == literal_column("'waiting'")
Index("ix_claims_waiting", claims.c.id, sqlite_where=_waits, postgresql_where=_waits)

claim_answers = Table(  # what each service said to one
    "claim_answers",
    metadata,
    Column("claim_id", String(36), ForeignKey("claims.id"), primary_key=True),
    Column("service", String(20), primary_key=True),
    Column("answered_at", UTCDateTime, nullable=False),
    Column("said", JSON, nullable=False),
)

totps = Table(  # apps that show codes
    "totps",
    metadata,
    Column("user_id", String(36), ForeignKey("users.id"), primary_key=True),
    Column("sealed", String(255), nullable=False),  # the secret, encrypted
    Column("last_step", BigInteger, nullable=False),  # of the last code that was used: none works twice
    Column("created_at", UTCDateTime, nullable=False),
    Column("confirmed_at", UTCDateTime),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("user_id", String(36), ForeignKey("users.id"), primary_key=True),
    Column("hash", String(64), primary_key=True),
)

tickets = Table(  # the way from a first step to a second one
    "tickets",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("purpose", String(20), nullable=False),  # sign-in | passkey | passkey-new
    Column("user_id", String(36), ForeignKey("users.id"), index=True),
    Column("detail", JSON, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False, index=True),
)

remembered = Table(  # browsers that are not asked for the second factor
    "remembered",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id"), nullable=False, index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("device", String(200), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False, index=True),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id"), nullable=False, index=True),
    Column("name", String(100), nullable=False),
    Column("credential_id", String(1400), nullable=False, unique=True),
    Column("public_key", Text, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("used_at", UTCDateTime),
)

audiences = Table(
    "audiences",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("description", String(300), nullable=False),
    Column("rule", JSON, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("retired_at", UTCDateTime),
    Column("owner_id", String(64)),  # who of the staff looks after it, and who stands in
    Column("deputy_id", String(64)),
    Column("version", Integer, nullable=False),
    Column("external_id", String(100), unique=True),
)

counters = Table(  # `rules`: counts changes of rules; `audiences`: the last number given to one
    "counters",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("value", Integer, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("at", UTCDateTime, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(60), nullable=False),
    Column("object", String(64), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("requestid", String(64)),
    Column("hash", Text, nullable=False),
    Column("event_id", String(36)),  # what told of it, where it was done in another service
)
Index("ix_audit_event_id", audit.c.event_id, unique=True)
Index("ix_audit_object", audit.c.object, audit.c.seq)
Index("ix_audit_actor", audit.c.actor, audit.c.seq)
Index("ix_audit_action", audit.c.action, audit.c.seq)
Index("ix_audit_at", audit.c.at)

audit_head = Table(  # one row: the end of the chain
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", Seq, nullable=False),
    Column("hash", String(64), nullable=False),
)

APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit"
        " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql"
        " AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
    ],
}
for _dialect, _statements in APPEND_ONLY.items():
    for _statement in _statements:
        event.listen(audit, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
