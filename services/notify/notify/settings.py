"""Every setting of notify that is its own; portalkit's are the others."""

from dataclasses import dataclass

from notify import NAME
from portalkit.settings import Settings as Base
from portalkit.settings import load, setting


@dataclass(frozen=True, kw_only=True)
class Settings(Base):
    """What notify reads."""

    needs = ("DATABASE_URL", "BUS_URL", "MAIL_URL", "PUBLIC_KEYS")

    live_port: int = setting("LIVE_PORT", 8081, "Where the live process listens; the portal's own port + 1")
    host: str = setting("HOST", "127.0.0.1", "The address the live process listens on")


def read() -> Settings:
    """The settings of this process. Raises WrongSetting."""
    return load(Settings, NAME)
