"""The service's own commands."""

import argparse
import sys
from contextlib import closing
from typing import Any

from accounts import NAME
from accounts.actions.hashing import Hasher
from accounts.actions.users import add_user as add
from accounts.model.audit import Head, first_fault
from accounts.model.password import check_password
from accounts.model.portal import Portal
from accounts.settings import Settings
from accounts.store import audit
from accounts.store.blocklist import blocked
from portalkit.backends import PATIENCE, open_database
from portalkit.errors import Fault, Invalid

ADD_USER = """python -m accounts add-user EMAIL NAME [ROLE…] [-]
Adds somebody of staff (with the role `administrator`, the first who can give others theirs).
With a final - the password is read from the first line of stdin; without, a link that chooses one is printed."""
AUDIT_VERIFY = """python -m accounts audit-verify [SEQ HASH]
Checks the chain of the audit log; with the end of it that was printed earlier, also that nothing was cut off since."""


def add_user(settings: Settings, args: argparse.Namespace) -> int:
    """Add a person by the operator's hand."""
    words = list(args.args)
    from_stdin = bool(words) and words[-1] == "-"
    email, name, *roles = [*(words[:-1] if from_stdin else words), "", ""][: max(2, len(words) - from_stdin)]
    if not email or not name:
        print(ADD_USER, file=sys.stderr)
        return 2
    portal = Portal(settings.brand_name, settings.public_origin)
    try:
        password_hash = None
        if from_stdin:
            typed = sys.stdin.readline().rstrip("\r\n")
            password = check_password(typed, blocked(), name, email, portal.brand)
            password_hash = Hasher(settings.password_profile).hash(password)
        with (
            closing(open_database(settings, NAME, in_turn=True, seconds=PATIENCE)) as database,
            database.transaction() as tx,
        ):
            user, token = add(tx, name, email, "staff", roles, password_hash)
    except Fault as fault:
        print(_words_of(fault), file=sys.stderr)
        return 1
    print(f"Added {user.name} <{user.email}>, id {user.id}, {', '.join(user.roles) or 'without roles'}.")
    if token:
        print(f"Within 24 hours, choose a password at {portal.url(f'/reset?token={token}')}")
    return 0


def _words_of(fault: Fault) -> str:
    if isinstance(fault, Invalid):
        return "\n".join(f"{name}: {' '.join(messages)}" for name, messages in fault.fields.items())
    return fault.detail or fault.title


def audit_verify(settings: Settings, args: argparse.Namespace) -> int:
    """Check the chain of the audit log."""
    known = None
    if args.args:
        if len(args.args) != 2 or not args.args[0].isdigit():
            print(AUDIT_VERIFY, file=sys.stderr)
            return 2
        known = Head(int(args.args[0]), args.args[1])
    with closing(open_database(settings, NAME, in_turn=True, seconds=PATIENCE)) as database, database.reading() as db:
        head = audit.head(db)
        fault = first_fault(audit.everything(db), head, known)
    print(fault or f"{head.seq} records, unbroken. The end: {head.seq} {head.hash}")
    return 1 if fault else 0


COMMANDS: dict[str, Any] = {"add-user": add_user, "audit-verify": audit_verify}
