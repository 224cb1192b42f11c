"""The gateway's app: the one place where its parts are put together."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from flask import Flask
from joserfc.jwk import ECKey

import gateway.forms
import gateway.pages  # noqa: F401  both register their routes
from gateway import NAME, arrivals, errors
from gateway.addresses import without_words
from gateway.api import api
from gateway.cookies import Cookies
from gateway.counted import Counted
from gateway.csrf import Csrf
from gateway.flash import Flash
from gateway.forms.form import forms
from gateway.headers import Headers
from gateway.identity import Identity
from gateway.languages import asked_for
from gateway.micro_cache import MicroCache
from gateway.minting import Mint
from gateway.panels import kept_paths, pages
from gateway.probes import probes
from gateway.rendering import Templates
from gateway.settings import Settings, read
from gateway.static_files import StaticFiles
from gateway.store.counters import Limits, open_database
from gateway.store.last_words import LastWords
from gateway.upstream.in_process import InProcess
from gateway.upstream.port import Upstream
from gateway.visit import Portal
from gateway.voters import Voters
from portalkit.backends import secret
from portalkit.tokens import key_at
from portalkit.web.app import App, observe

SERVICES = ("accounts", "knowledge", "community", "notify")
LARGEST_BODY = 1_000_000


def create_app(settings: Settings | None = None, apps: Mapping[str, Callable[..., Any]] | None = None) -> Flask:
    """The gateway over services in this process (`apps`, by name) and, for the others, over HTTP."""
    settings = settings or read()
    app = App(NAME, static_folder=None, template_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, MAX_FORM_MEMORY_SIZE=LARGEST_BODY, PROPAGATE_EXCEPTIONS=False)
    app.url_map.merge_slashes = False
    files = StaticFiles()
    app.extensions["portal"] = home = _portal(settings, files, apps or {})
    for blueprint in (pages, forms, api, probes):
        app.register_blueprint(blueprint)
    app.url_value_preprocessor(without_words)
    files.register(app)
    errors.register(app)
    arrivals.register(app)
    observe(app, NAME)
    if settings.micro_cache_seconds:
        kept = re.compile("|".join(kept_paths))
        app.wsgi_app = MicroCache(app.wsgi_app, kept, home.cookies.harmless, asked_for)  # type: ignore[method-assign]
    app.wsgi_app = Headers(app.wsgi_app, settings)  # type: ignore[method-assign]
    return app


def open_templates(settings: Settings, files: StaticFiles) -> Templates:
    """The templates; compiled ones are kept in DATA_DIR."""
    shared = {
        "brand": {"name": settings.brand_name, "tagline": settings.brand_tagline, "origin": settings.origin},
        "dev_mail": settings.mailbox_shown,
    }
    return Templates(files.address, settings.data_dir / "templates", shared)


def _portal(settings: Settings, files: StaticFiles, apps: Mapping[str, Callable[..., Any]]) -> Portal:
    own_secret = settings.secret or secret(settings, NAME)
    cookies = Cookies(settings.https)
    database = open_database(settings)
    templates = open_templates(settings, files)
    return Portal(
        settings=settings,
        upstreams={name: _upstream(settings, name, apps) for name in SERVICES},
        identity=Identity(LastWords(database)),
        counted=Counted(),
        mint=Mint(signing_key(settings)),
        csrf=Csrf(own_secret, settings.origin),
        cookies=cookies,
        flash=Flash(own_secret, cookies.notice, settings.https),
        voters=Voters(own_secret, cookies),
        limits=Limits(database),
        templates=templates,
        release=f"{templates.release}{files.release}",
        patient=all(name in apps for name in SERVICES),
    )


def _upstream(settings: Settings, name: str, apps: Mapping[str, Callable[..., Any]]) -> Upstream:
    if name in apps:
        return InProcess(name, apps[name])
    from gateway.upstream.http import HttpUpstream  # its libraries stay out of a process that needs none

    return HttpUpstream(name, getattr(settings, f"{name}_url"), settings.connect_ms / 1000)


def signing_key(settings: Settings) -> ECKey:
    """What tokens for services are signed with: SIGNING_KEY, else a key in DATA_DIR."""
    if settings.signing_key:
        return ECKey.import_key(orjson.loads(settings.signing_key))
    return key_at(settings.data_dir / "keys" / "gateway.json")
