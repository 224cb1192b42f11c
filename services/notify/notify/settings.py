"""Every setting of notify that is its own; portalkit's are the others."""

from dataclasses import dataclass

from notify import NAME
from notify.model.attention import Caps
from portalkit.outside import Networks, Ports
from portalkit.settings import Settings as Base
from portalkit.settings import load, setting


@dataclass(frozen=True, kw_only=True)
class Settings(Base):
    """What notify reads."""

    needs = ("DATABASE_URL", "BUS_URL", "MAIL_URL", "PUBLIC_KEYS")

    live_port: int = setting("LIVE_PORT", 8081, "Where the live process listens; the portal's own port + 1")
    mails_a_day: int = setting("MAILS_A_DAY", 5, "Mails that one person gets a day, critical ones aside; 0: no cap")
    mails_a_week: int = setting("MAILS_A_WEEK", 20, "The same for a week from Monday on; the rest waits for a digest")
    host: str = setting("HOST", "127.0.0.1", "The address the live process listens on")
    vapid_private_key: str = setting(
        "VAPID_PRIVATE_KEY",
        "",
        "The key (P-256, base64url) by which push services know the portal; unset: in DATA_DIR, in production no push",
    )
    push_ports: Ports = setting("PUSH_PORTS", Ports("443"), "At which ports push services are asked")
    push_networks: Networks = setting(
        "PUSH_NETWORKS", Networks(""), "Private networks with push services of one's own, such as 10.20.0.0/16"
    )

    @property
    def caps(self) -> Caps:
        """How many mails one person gets at most."""
        return Caps(max(self.mails_a_day, 0), max(self.mails_a_week, 0))


def read() -> Settings:
    """The settings of this process. Raises WrongSetting."""
    return load(Settings, NAME)
