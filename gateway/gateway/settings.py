"""Every setting of the gateway: its environment variable, its default and what it means."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from gateway import NAME
from gateway.catalogue import N_
from portalkit.settings import Settings as CommonSettings
from portalkit.settings import load, setting


@dataclass(frozen=True, kw_only=True)
class Settings(CommonSettings):
    """What the gateway reads beside what every service does; names that end in `_MS` are milliseconds."""

    needs = ("DATABASE_URL",)

    accounts_url: str = setting("ACCOUNTS_URL", "http://127.0.0.1:8101", "Where accounts answers, when it runs apart")
    knowledge_url: str = setting("KNOWLEDGE_URL", "http://127.0.0.1:8102", "The same for knowledge")
    community_url: str = setting("COMMUNITY_URL", "http://127.0.0.1:8103", "The same for community")
    notify_url: str = setting("NOTIFY_URL", "http://127.0.0.1:8104", "The same for notify")
    live_origin: str = setting(
        "LIVE_ORIGIN",
        "",
        "Where browsers reach the live stream; unset: the next port, or PUBLIC_ORIGIN if it names none",
    )
    brand_tagline: str = setting("BRAND_TAGLINE", N_("Help that is easy to find"), "One line under the portal's name")
    signing_key: str = setting(
        "SIGNING_KEY",
        "",
        "Private JWK (P-256) that tokens for services are signed with; unset: in DATA_DIR",
        secret=True,
    )
    trusted_hops: int = setting("TRUSTED_HOPS", 0, "How many proxies of ours stand in front and add X-Forwarded-For")
    micro_cache_seconds: int = setting("MICRO_CACHE_SECONDS", 2, "How long a visitor's page is kept; 0 keeps none")
    page_budget_ms: int = setting("PAGE_BUDGET_MS", 800, "What a page may take, all its calls together")
    panel_ms: int = setting("PANEL_MS", 500, "What one call for a page may take")
    identity_ms: int = setting("IDENTITY_MS", 300, "What asking accounts who it is may take, over HTTP")
    write_budget_ms: int = setting("WRITE_BUDGET_MS", 8000, "What a form or a call of the API may take")
    connect_ms: int = setting("CONNECT_MS", 100, "What connecting to a service may take")
    writes_a_minute: int = setting("WRITES_A_MINUTE", 60, "Forms and changing calls a person may send in a minute")
    writes_a_minute_ip: int = setting("WRITES_A_MINUTE_IP", 300, "The same for one IP address")
    calls_a_minute: int = setting(
        "CALLS_A_MINUTE", 600, "Calls of the API for a person, or for an address, in a minute"
    )
    security_contact: str = setting(
        "SECURITY_CONTACT", "mailto:security@portal.example", "Who hears of security problems (security.txt)"
    )

    file_mb: int = setting("FILE_MB", 25, "How large a file may be (megabytes); the same as for knowledge")

    @property
    def largest_file(self) -> int:
        """The same in bytes."""
        return self.file_mb * 1_000_000

    @cached_property
    def https(self) -> bool:
        """Whether browsers reach the portal encrypted; it decides names and flags of the cookies."""
        return self.public_origin.startswith("https://")

    @cached_property
    def origin(self) -> str:
        """PUBLIC_ORIGIN without anything behind the port."""
        parts = urlsplit(self.public_origin)
        return f"{parts.scheme}://{parts.netloc}"

    @cached_property
    def host(self) -> str:
        """What a browser's Host header says."""
        return urlsplit(self.public_origin).netloc

    @cached_property
    def takes_passkeys(self) -> bool:
        """Whether browsers bind passkeys to this portal: to names alone, over https or on the machine itself."""
        name = urlsplit(self.public_origin).hostname or ""
        is_name = not re.fullmatch(r"[0-9.]+|.*:.*", name)
        return is_name and (self.https or name == "localhost" or name.endswith(".localhost"))

    @cached_property
    def live(self) -> str:
        """The origin of the live stream."""
        if self.live_origin:
            return self.live_origin.rstrip("/")
        parts = urlsplit(self.public_origin)
        return f"{parts.scheme}://{parts.hostname}:{parts.port + 1}" if parts.port else self.origin

    @property
    def mailbox_shown(self) -> bool:
        """Whether what was mailed can be read at /dev/mail: only while the embedded mailbox takes it."""
        return self.mailbox is not None and not self.production


def read() -> Settings:
    """The settings from the environment. Raises WrongSetting."""
    return load(Settings, NAME)
