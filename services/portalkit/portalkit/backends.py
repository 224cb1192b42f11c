"""A URL picks the backend; unset means embedded. Only `app` and `worker` of a service come here."""

import hmac
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from portalkit.bus import Bus
from portalkit.database import Database
from portalkit.files import Files
from portalkit.mail import Mailer
from portalkit.search import Field, SearchIndex
from portalkit.secrets import kept
from portalkit.settings import Settings, WrongSetting
from portalkit.tokens import key_at, public_set
from portalkit.wake import Ringer, folder_for

PATIENCE = 60.0  # seconds that one statement of a worker or a command may take


def open_database(settings: Settings, service: str, **options: Any) -> Database:
    """The service's database; its commits wake the service's worker. `options` are Database's and its backend's."""
    url = settings.place(service)
    if not url.startswith("sqlite:"):
        return Database(url, service, **options)  # the server passes the word
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    ringer = Ringer(folder_for(settings.data_dir))
    return Database(url, service, woken=lambda: ringer.ring(f"{service}-*"), **options)


def open_to_migrate(settings: Settings, service: str) -> Database:
    """The service's database, opened by the role that may change its tables."""
    url = settings.migrate_database_url
    return open_database(replace(settings, database_url=url) if url else settings, service)


def open_bus(settings: Settings, service: str, patterns: Sequence[str]) -> Bus:
    """The service's end of the bus, for its worker."""
    if not settings.bus_url:
        from portalkit.bus_sqlite import SqliteBus

        ringer = Ringer(folder_for(settings.data_dir))
        return SqliteBus(settings.data_dir / "bus.db", service, patterns, lambda: ringer.ring("*-worker"))
    if settings.bus_url.startswith(("amqp:", "amqps:")):
        from portalkit.bus_rabbitmq import RabbitBus

        ringer = Ringer(folder_for(settings.data_dir))
        return RabbitBus(settings.bus_url, service, patterns, lambda: ringer.ring(f"{service}-worker"))
    raise _unknown("BUS_URL", settings.bus_url)


def open_index(settings: Settings, service: str, fields: tuple[Field, ...]) -> SearchIndex:
    """The search index, for reading and writing."""
    if not settings.search_url:
        from portalkit.search_tantivy import TantivySearch

        return TantivySearch(settings.data_dir / f"{service}-index", fields)
    if settings.search_url.startswith(("http://", "https://")):
        from portalkit.search_elasticsearch import ElasticsearchIndex
        from portalkit.search_elasticsearch_client import Server

        seconds = settings.search_timeout_ms / 1000
        server = Server(settings.search_url, seconds, settings.search_api_key, settings.search_ca_file)
        return ElasticsearchIndex(server, settings.search_prefix, service, fields)
    raise _unknown("SEARCH_URL", settings.search_url)


def open_mailer(settings: Settings) -> Mailer:
    """Whatever takes the service's mail."""
    if settings.mailbox:
        from portalkit.mail_mailbox import Mailbox

        return Mailbox(settings.mailbox, settings.mail_from, settings.brand_name)
    if settings.mail_url.startswith(("smtp:", "smtps:")):
        from portalkit.mail_smtp import SmtpMailer, server_at

        at = server_at(settings.mail_url, settings.production)
        seconds = settings.lease_seconds * 2 / 3  # well before somebody else takes the delivery
        return SmtpMailer(at, settings.mail_from, settings.brand_name, settings.mail_ca, seconds)
    raise _unknown("MAIL_URL", settings.mail_url)


def open_files(settings: Settings) -> Files:
    """Where the service keeps what is too large for a row."""
    if settings.files_url.startswith("s3:"):
        from portalkit.files_s3 import S3Files

        return S3Files(settings.files_url)
    if not settings.files_url or settings.files_url.startswith("file:///"):
        from portalkit.files_folder import FolderFiles

        return FolderFiles(Path(settings.files_url.removeprefix("file://") or settings.data_dir / "files"))
    raise _unknown("FILES_URL", settings.files_url)


def public_keys(settings: Settings) -> str:
    """The keys that tokens are checked with: from the settings, or of the key in DATA_DIR."""
    return settings.public_keys or public_set(key_at(settings.data_dir / "keys" / "gateway.json"))


def secret(settings: Settings, name: str) -> str:
    """A secret of this service's own for one purpose: derived from SECRET, else made and kept in DATA_DIR."""
    if settings.secret:
        return hmac.digest(settings.secret.encode(), name.encode(), "sha256").hex()
    return kept(settings.data_dir / "keys" / f"{name}.secret")


def backends(settings: Settings) -> dict[str, str]:
    """Which backends run, for the first line of the log."""
    return {
        "database": settings.database_url.split(":")[0] or "sqlite (embedded)",
        "bus": settings.bus_url.split(":")[0] or "log file (embedded)",
        "search": "elasticsearch" if settings.search_url else "tantivy (embedded)",
        "mail": settings.mail_url.split(":")[0] or "mailbox (embedded)",
    }


def _unknown(name: str, url: str) -> WrongSetting:
    return WrongSetting(f"{name}: there is no backend for {url.split(':')[0]}:// in this release.")
