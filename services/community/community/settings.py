"""The settings of this service: those that every service has."""

from dataclasses import dataclass
from pathlib import Path

from community import NAME
from portalkit.settings import Settings as Common
from portalkit.settings import load

CONTRACTS = Path(__file__).parent / "contracts"


@dataclass(frozen=True, kw_only=True)
class Settings(Common):
    """Nothing of its own yet."""

    needs = ("DATABASE_URL", "BUS_URL", "PUBLIC_KEYS")


def read() -> Settings:
    """The settings from the environment. Raises WrongSetting."""
    return load(Settings, NAME)
