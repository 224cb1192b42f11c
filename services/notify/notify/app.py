"""notify's HTTP app: which blueprints there are, and what they stand on."""

from flask import Flask

from notify import NAME, RELEASE
from notify.actions.links import UnsubscribeLinks
from notify.api import deliveries, messages, preferences, unsubscribe
from notify.settings import Settings, read
from portalkit.backends import open_database, public_keys, secret
from portalkit.database import Database
from portalkit.web import create_service_app


def create_app(
    settings: Settings | None = None, check_answers: bool = False, database: Database | None = None
) -> Flask:
    """The WSGI app. `check_answers` holds every answer against its schema, for tests."""
    settings = settings or read()
    own = secret(settings, NAME)
    app = create_service_app(
        NAME,
        database or open_database(settings, NAME),
        [messages.blueprint, preferences.blueprint, unsubscribe.blueprint, deliveries.blueprint],
        public_keys=public_keys(settings),
        secret=own,
        release=RELEASE,
        check_answers=check_answers,
        migrations=NAME,
        description="What people are told: messages in the portal, and mails.",
    )
    app.extensions["unsubscribe-links"] = UnsubscribeLinks(settings.public_origin, own)
    app.extensions["caps"] = settings.caps
    return app
