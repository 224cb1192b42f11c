"""The settings of this service: those that every service has."""

from pathlib import Path

from community import NAME
from portalkit.settings import Settings, load

CONTRACTS = Path(__file__).parents[1] / "contracts"

__all__ = ["CONTRACTS", "Settings", "read"]


def read() -> Settings:
    """The settings from the environment. Raises WrongSetting."""
    return load(Settings, NAME)
