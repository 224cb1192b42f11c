"""Settings from the environment: each declared once, with its default and what it means."""

import os
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, TypeVar, get_type_hints
from urllib.parse import urlsplit

T = TypeVar("T", bound="Settings")
SHORTEST_SECRET = 32  # bytes


class WrongSetting(Exception):
    """A setting that cannot be used; the text says which, and what to set."""


def setting(name: str, default: Any, meaning: str, secret: bool = False) -> Any:
    """A field read from the variable `name`. A `secret` has a default that production refuses."""
    return field(default=default, metadata={"name": name, "meaning": meaning, "secret": secret})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What every service reads. Each is looked for as `<SERVICE>_<NAME>` first, then as `<NAME>`, both also `_FILE`."""

    # What production does not leave to the embedded default; a service names only what it opens.
    needs: ClassVar[tuple[str, ...]] = ("DATABASE_URL", "BUS_URL", "SEARCH_URL", "MAIL_URL", "PUBLIC_KEYS")

    env: str = setting("ENV", "development", "`production` refuses defaults that are only good for trying out")
    data_dir: Path = setting("DATA_DIR", Path("var"), "Folder of everything that is kept")
    public_origin: str = setting(
        "PUBLIC_ORIGIN",
        "http://127.0.0.1:8080",
        "Scheme, host and port under which browsers reach the portal",
    )
    log_level: str = setting("LOG_LEVEL", "info", "debug, info, warning or error")
    database_url: str = setting("DATABASE_URL", "", "Where the rows are; unset: a SQLite file in DATA_DIR")
    migrate_database_url: str = setting(
        "MIGRATE_DATABASE_URL", "", "The same database as the role that may change tables; unset: DATABASE_URL"
    )
    bus_url: str = setting("BUS_URL", "", "Where events travel: amqp:// or amqps://; unset: a log in DATA_DIR")
    search_url: str = setting("SEARCH_URL", "", "Elasticsearch's http(s) address; unset: a folder in DATA_DIR")
    search_prefix: str = setting("SEARCH_PREFIX", "atrium", "How the names of its indices begin, in a shared cluster")
    search_timeout_ms: int = setting("SEARCH_TIMEOUT_MS", 300, "How long a search may take on a server (milliseconds)")
    search_api_key: str = setting("SEARCH_API_KEY", "", "API key for Elasticsearch, instead of a user in SEARCH_URL")
    search_ca_file: str = setting("SEARCH_CA_FILE", "", "Authorities that may vouch for Elasticsearch")
    mail_url: str = setting("MAIL_URL", "", "Where mail goes; unset: a mailbox in DATA_DIR, shown at /dev/mail")
    mail_ca: str = setting(
        "MAIL_CA", "", "Certificates (PEM) that the mail server's is checked with; unset: the system's"
    )
    mail_from: str = setting("MAIL_FROM", "portal@portal.example", "Sender of every mail")
    files_url: str = setting("FILES_URL", "", "Where files are kept; unset: a folder in DATA_DIR")
    erased_dir: str = setting(
        "ERASED_DIR", "", "Folder that notes, apart from all backups, who was erased; unset: `erased` in DATA_DIR"
    )
    brand_name: str = setting("BRAND_NAME", "Saltmarsh", "Name of the portal's owner, in pages and mails")
    lease_seconds: int = setting("LEASE_SECONDS", 60, "After how long work that a dead process took is taken again")
    public_keys: str = setting("PUBLIC_KEYS", "", "JWK set the gateway's tokens are checked with; unset: from DATA_DIR")
    secret: str = setting(
        "SECRET",
        "",
        "Text of 32 bytes or more that links, cursors and form tokens are signed with; unset: in DATA_DIR",
        secret=True,
    )

    @property
    def mailbox(self) -> Path | None:
        """The file of the embedded mailbox while that takes the mail: in DATA_DIR, or as `mailbox:///file` says."""
        if not self.mail_url:
            return self.data_dir / "mailbox.db"
        return Path(urlsplit(self.mail_url).path) if self.mail_url.startswith("mailbox:") else None

    def journal(self, service: str) -> Path:
        """The file in which a service notes who was erased."""
        return (Path(self.erased_dir) if self.erased_dir else self.data_dir / "erased") / f"{service}.jsonl"

    @property
    def production(self) -> bool:
        """Whether defaults that are only good for trying out are refused."""
        return self.env == "production"

    def place(self, service: str) -> str:
        """The URL of the service's database: the one set, or its own SQLite file."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / service}.db"


def load(kind: type[T], service: str, environ: Mapping[str, str] | None = None) -> T:
    """Read a service's settings. Raises WrongSetting with every fault found, not only the first."""
    environ = os.environ if environ is None else environ
    hints, values, faults = get_type_hints(kind), {}, []
    text: str | None = None
    for each in fields(kind):
        name = each.metadata["name"]
        try:
            text = _lookup(environ, service, name)
            if text is not None:
                values[each.name] = _parse(text, hints[each.name])
        except (ValueError, OSError) as fault:
            faults.append(f"{name}: {fault}")
        if (
            name.endswith("DATABASE_URL")
            and text is not None
            and f"{service.upper()}_{name}" not in _own(environ, service)
        ):
            faults.append(f"{name}: services never share a database; set {service.upper()}_{name}")
        if each.metadata["secret"] and environ.get("ENV") == "production" and not values.get(each.name):
            faults.append(f"{name}: production needs its own value; set {service.upper()}_{name} or {name}")
        if each.metadata["secret"] and 0 < len(str(values.get(each.name, "")).encode()) < SHORTEST_SECRET:
            faults.append(f"{name}: it needs at least {SHORTEST_SECRET} bytes")
        assert each.default is not MISSING
    settings = kind(**values)
    if settings.production:
        faults += _embedded(settings, service)
    if faults:
        raise WrongSetting(f"{service} cannot start. " + " ".join(f"{fault}." for fault in faults))
    return settings


def _embedded(settings: Settings, service: str) -> list[str]:
    """Backends that nobody asked for: an embedded one is good for production only when it is written out."""
    unset = [name for name in settings.needs if not getattr(settings, name.lower())]
    faults = [f"{name}: production needs it; set {service.upper()}_{name} or {name}" for name in unset]
    if "MAIL_URL" in settings.needs and settings.mail_url.startswith("mailbox:"):
        faults.append("MAIL_URL: the mailbox is for trying out; set an smtp:// address")
    if not settings.public_origin.startswith("https://"):
        faults.append("PUBLIC_ORIGIN: production needs https, as a session would travel readable otherwise")
    return faults


def _own(environ: Mapping[str, str], service: str) -> set[str]:
    """The variables that are set for this service alone."""
    return {name.removesuffix("_FILE") for name in environ if name.startswith(f"{service.upper()}_")}


def _lookup(environ: Mapping[str, str], service: str, name: str) -> str | None:
    for variable in (f"{service.upper()}_{name}", name):
        if variable in environ:
            return environ[variable]
        if f"{variable}_FILE" in environ:
            return Path(environ[f"{variable}_FILE"]).read_text().strip()
    return None


def _parse(text: str, kind: Any) -> Any:
    if kind is bool:
        if text.lower() in ("1", "true", "yes", "on"):
            return True
        if text.lower() in ("0", "false", "no", "off", ""):
            return False
        raise ValueError(f"{text!r} is neither 1 nor 0")
    if kind is int:
        return int(text)
    return kind(text)
