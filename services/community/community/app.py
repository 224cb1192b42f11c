"""The forum's HTTP side."""

from flask import Flask

from community import NAME, RELEASE
from community.api import (
    asking,
    boards,
    categories,
    contests,
    ideas,
    imports,
    internal_notes,
    levels,
    messages,
    moderation,
    pages,
    point_rules,
    presences,
    preview,
    profiles,
    recognition,
    replies,
    rewards,
    topics,
    upkeep,
)
from community.settings import Settings, read
from portalkit.backends import open_database, public_keys, secret
from portalkit.web import create_service_app

BLUEPRINTS = (
    topics.blueprint,
    replies.blueprint,
    moderation.blueprint,
    categories.blueprint,
    imports.blueprint,
    pages.blueprint,
    profiles.blueprint,
    recognition.blueprint,
    point_rules.blueprint,
    boards.blueprint,
    levels.blueprint,
    contests.blueprint,
    rewards.blueprint,
    ideas.blueprint,
    messages.blueprint,
    preview.blueprint,
    presences.blueprint,
    internal_notes.blueprint,
    asking.blueprint,
    upkeep.blueprint,
)


def create_app(settings: Settings | None = None, check_answers: bool = False) -> Flask:
    """The WSGI app."""
    settings = settings or read()
    app = create_service_app(
        NAME,
        open_database(settings, NAME),
        BLUEPRINTS,
        public_keys=public_keys(settings),
        secret=secret(settings, NAME),
        release=RELEASE,
        check_answers=check_answers,
        migrations=NAME,
        description="The forum: categories, topics, replies, accepted answers, and who follows what.",
    )
    app.config["NEWCOMERS"] = settings.newcomers
    return app
