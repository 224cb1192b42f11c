"""The service's WSGI app."""

from flask import Flask

from knowledge import NAME, RELEASE
from knowledge.api import (
    articles,
    bookmarks,
    categories,
    comments,
    decisions,
    desk,
    files,
    history,
    imports,
    links,
    outside,
    pages,
    pins,
    preview,
    remits,
    reviews,
    search,
    search_rules,
    searches,
    stock,
    upkeep,
    votes,
)
from knowledge.search_log import SearchLog
from knowledge.settings import Settings, read
from knowledge.store.articles import BOUNDARY
from knowledge.store.search import FIELDS
from portalkit.backends import open_database, open_files, open_index, public_keys, secret
from portalkit.database import Database
from portalkit.web import create_service_app

DESCRIPTION = "Articles in a tree of categories with their files, and the search over everything."
API = (
    articles,
    categories,
    search,
    pages,
    desk,
    files,
    history,
    reviews,
    upkeep,
    votes,
    pins,
    comments,
    decisions,
    bookmarks,
    preview,
    stock,
    remits,
    links,
    outside,
    searches,
    search_rules,
    imports,
)


def create_app(
    settings: Settings | None = None, check_answers: bool = False, database: Database | None = None
) -> Flask:
    """The app. `check_answers` holds every answer against its schema; a `database` may have a clock of its own."""
    settings = settings or read()
    database = database or open_database(settings, NAME)
    app = create_service_app(
        NAME,
        database,
        [each.blueprint for each in API],
        public_keys=public_keys(settings),
        secret=secret(settings, NAME),
        release=RELEASE,
        boundary=BOUNDARY,
        check_answers=check_answers,
        migrations=NAME,
        description=DESCRIPTION,
    )
    app.config["NEWCOMERS"] = settings.newcomers
    app.config["ORIGIN"] = settings.public_origin
    app.config["CHECKS_OTHERS"] = settings.check_external_links
    app.config["LARGEST_FILE"] = settings.largest_file
    app.config["FILES_ROOM"] = settings.room
    app.extensions["files"] = open_files(settings)
    app.extensions["searches"] = SearchLog(database, settings.search_log_days)
    app.extensions["index"] = open_index(settings, NAME, FIELDS)
    return app
