"""Registrations and forgotten passwords: noted for everybody alike, answered by mail, by the worker.

The request does the same work whether the address has an account or not, so neither its answer nor its time tells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from accounts.actions.desk import Desk
from accounts.actions.telling import tell
from accounts.model import mails
from accounts.model.link import LIFETIME, RESET, VERIFY
from accounts.model.password import check_password
from accounts.model.portal import Portal
from accounts.model.session import hashed, new_secret
from accounts.model.user import User, email_key, tidy_email, tidy_name
from accounts.store import applications, audit, links, users
from accounts.store.applications import Application
from portalkit import limits
from portalkit.database import Database, Transaction
from portalkit.deliveries import post
from portalkit.errors import Invalid, Throttled
from portalkit.ids import new_id
from portalkit.limits import Limit
from portalkit.mail import Mail
from portalkit.tracing import context

log = structlog.get_logger(__name__)

MAILS = Limit("mails-to", 5, 3600)  # that strangers can cause; silently, as the answer must not tell


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody typed who wants an account."""

    name: str
    email: str
    password: str
    locale: str


def register(database: Database, desk: Desk, wanted: Registration, key: str) -> None:
    """Note that somebody wants an account. Raises Invalid at the field that is wrong.

    Who got no answer sends the same page again, under the same `key`: while the link that is mailed for the first
    one works, nothing more is noted.
    """
    faults: dict[str, list[str]] = {}
    name = _of(faults, lambda: tidy_name(wanted.name))
    email = _of(faults, lambda: tidy_email(wanted.email))
    password = _of(
        faults,
        lambda: check_password(wanted.password, desk.blocked, wanted.name, wanted.email, desk.portal.brand),
    )
    if faults:
        raise Invalid(faults)
    chosen = {"name": name, "locale": wanted.locale, "password_hash": desk.hasher.hash(password)}
    with database.transaction(counted=False) as tx:
        if applications.is_new(tx, hashed(f"{key}\n{email}"), LIFETIME):
            applications.add(tx, Application(new_id(), VERIFY, email, chosen, tx.now))


def _of(faults: dict[str, list[str]], check: Callable[[], str]) -> str:
    """What `check` gives; what it finds wrong is collected, so that a form shows all of it at once."""
    try:
        return check()
    except Invalid as fault:
        faults |= fault.fields
        return ""


def ask_for_password(tx: Transaction, email: str) -> None:
    """Note that somebody does not know the password any more. Raises Invalid for what is not an address."""
    applications.add(tx, Application(new_id(), RESET, tidy_email(email), None, tx.now))


class Answering:
    """The worker's step that answers applications."""

    def __init__(self, database: Database, portal: Portal) -> None:
        self._database, self._portal = database, portal

    def run_due(self) -> int:
        """Answer what is due, each in a transaction of its own; how many."""
        with self._database.reading() as db:
            due = applications.due(db)
        for application in due:
            with bound_contextvars(**context(application.requestid, None)):
                self._answer(application)
        return len(due)

    def _answer(self, application: Application) -> None:
        try:
            with self._database.transaction() as tx:
                if applications.done(tx, application):
                    answer(tx, self._portal, application)
        except Exception as fault:
            log.error("application-failed", application=application.id, exc_info=fault)
            with self._database.transaction(counted=False) as tx:
                applications.put_off(tx, application, timedelta(seconds=5 * 2 ** min(application.attempts, 9)))


def answer(tx: Transaction, portal: Portal, application: Application) -> None:
    """Send the mail that this application leads to, if any, and add the person when there was none."""
    try:
        limits.take(tx, MAILS, hashed(email_key(application.email))[:32])
    except Throttled:
        return
    user = users.by_email(tx, application.email)
    if application.purpose == RESET:
        if user is not None and user.state != "suspended":
            send_reset(tx, portal, user, application.id)
    elif user is None:
        send_verification(tx, portal, _add(tx, application), application)
    elif user.state == "unverified":
        send_verification(tx, portal, user, application)
    elif user.state == "active":
        send(tx, user, application.id, "has-account", mails.has_account(portal))


def _add(tx: Transaction, application: Application) -> User:
    chosen: dict[str, Any] = application.chosen or {}
    user = User(new_id(), chosen["name"], application.email, tx.now, locale=chosen["locale"])
    users.add(tx, user, chosen["password_hash"])
    tell(tx, "registered", user)
    audit.append(tx, user.id, "user.registered", user.id, {})
    return user


def send_verification(tx: Transaction, portal: Portal, user: User, application: Application) -> None:
    """Mail a link that confirms the address, and with it what this very registration chose.

    A stranger who registered the same address before or after gains nothing: the link sets its own password.
    """
    token = new_secret()
    links.add(tx, hashed(token), user.id, VERIFY, LIFETIME, application.chosen)
    chosen = application.chosen or {}
    letter = mails.confirm_address(portal, token)
    send(tx, user, application.id, "confirm-address", letter, locale=chosen.get("locale"))


def send_reset(tx: Transaction, portal: Portal, user: User, id: str) -> None:
    """Mail a link that lets its reader choose a new password; older ones are void."""
    token = new_secret()
    links.drop(tx, user.id, RESET)
    links.add(tx, hashed(token), user.id, RESET, LIFETIME)
    send(tx, user, id, "choose-password", mails.choose_password(portal, token))


def send(
    tx: Transaction,
    user: User,
    id: str,
    kind: str,
    letter: mails.Letter,
    to: str | None = None,
    locale: str | None = None,
) -> None:
    """Post a letter to a person in their language, or in `locale`.

    `to` is another address than theirs perhaps, which may be a stranger's: by no name then. Nor is who is not known yet
    called by one, as a stranger may have typed it.
    """
    subject, text, html = mails.written(letter, locale or user.locale)
    name = user.name if user.state == "active" and to is None else ""
    post(tx, id, kind, user.id, Mail(id, to or user.email, name, subject, text, html))
