"""The settings of accounts: those of every service, and its own."""

from dataclasses import dataclass
from pathlib import Path

from accounts import NAME
from portalkit import settings
from portalkit.settings import WrongSetting, load, setting

CONTRACTS = Path(__file__).parent / "contracts"
PROFILES = ("standard", "strong", "test")


@dataclass(frozen=True, kw_only=True)
class Settings(settings.Settings):
    """What accounts reads."""

    needs = ("DATABASE_URL", "BUS_URL", "MAIL_URL", "PUBLIC_KEYS")

    password_profile: str = setting(
        "PASSWORD_PROFILE",
        "standard",
        "Cost of a password's hash: standard, strong, or test (for tests only)",
    )


def read() -> Settings:
    """The settings from the environment. Raises WrongSetting."""
    found = load(Settings, NAME)
    profile = found.password_profile
    if profile not in PROFILES:
        raise WrongSetting(f"PASSWORD_PROFILE: {profile!r} is none of {', '.join(PROFILES)}.")
    if found.production and profile == "test":
        raise WrongSetting("PASSWORD_PROFILE: test is for tests; set standard or strong.")
    return found
