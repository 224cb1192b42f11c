"""notify's HTTP app: which blueprints there are, and what they stand on."""

from collections.abc import Mapping

from flask import Flask

from notify import NAME, RELEASE
from notify.actions.links import UnsubscribeLinks
from notify.api import deliveries, messages, places, preferences, senders, unsubscribe
from notify.channels import Channel, open_channels
from notify.settings import Settings, read
from portalkit.backends import open_database, public_keys, secret
from portalkit.database import Database
from portalkit.web import create_service_app


def create_app(
    settings: Settings | None = None,
    check_answers: bool = False,
    database: Database | None = None,
    channels: Mapping[str, Channel] | None = None,
) -> Flask:
    """The WSGI app. `check_answers` holds every answer against its schema, for tests; `channels`: None is all."""
    settings = settings or read()
    own = secret(settings, NAME)
    app = create_service_app(
        NAME,
        database or open_database(settings, NAME),
        [each.blueprint for each in (messages, preferences, places, unsubscribe, deliveries, senders)],
        public_keys=public_keys(settings),
        secret=own,
        release=RELEASE,
        check_answers=check_answers,
        migrations=NAME,
        description="What people are told: messages in the portal, mails, and push to browsers.",
    )
    app.extensions["unsubscribe-links"] = UnsubscribeLinks(settings.public_origin, own)
    app.extensions["caps"] = settings.caps
    app.extensions["channels"] = open_channels(settings) if channels is None else channels
    return app
