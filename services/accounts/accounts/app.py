"""Accounts over HTTP: the only file that knows all of it."""

from flask import Flask

from accounts import NAME, RELEASE
from accounts.actions.desk import Desk, Devices
from accounts.actions.hashing import Hasher
from accounts.actions.sealing import Seal
from accounts.api import BLUEPRINTS
from accounts.model.portal import Portal
from accounts.settings import Settings, read
from accounts.store.blocklist import Blocklist
from portalkit.backends import open_database, public_keys, secret
from portalkit.web import create_service_app


def open_desk(settings: Settings) -> Desk:
    """What signing in and registering work with."""
    return Desk(
        portal=Portal(settings.brand_name, settings.public_origin),
        hasher=Hasher(settings.password_profile),
        devices=Devices(secret(settings, "accounts-devices")),
        seal=Seal(secret(settings, "accounts-factors")),
        blocked=Blocklist(),
    )


def create_app(settings: Settings | None = None, check_answers: bool = False) -> Flask:
    """The WSGI app."""
    settings = settings or read()
    app = create_service_app(
        NAME,
        open_database(settings, NAME, in_turn=True),
        BLUEPRINTS,
        public_keys=public_keys(settings),
        secret=secret(settings, "accounts-cursors"),
        release=RELEASE,
        check_answers=check_answers,
        migrations=NAME,
        description="People, sign-in, sessions and audiences.",
    )
    app.extensions["desk"] = open_desk(settings)
    return app
