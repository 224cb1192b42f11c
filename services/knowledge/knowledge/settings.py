"""The settings of this service: those that every service has."""

from dataclasses import dataclass

from knowledge import NAME
from portalkit.settings import Settings as Common
from portalkit.settings import load


@dataclass(frozen=True, kw_only=True)
class Settings(Common):
    """Nothing of its own yet."""

    needs = ("DATABASE_URL", "BUS_URL", "SEARCH_URL", "PUBLIC_KEYS")


def read() -> Settings:
    """The settings in the environment. Raises WrongSetting."""
    return load(Settings, NAME)
