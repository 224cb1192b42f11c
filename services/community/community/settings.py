"""The settings of this service: those that every service has, and how people begin who are new."""

from dataclasses import dataclass
from pathlib import Path

from community import NAME
from community.model.newcomer import Limits
from portalkit.settings import Settings as Common
from portalkit.settings import load, setting

CONTRACTS = Path(__file__).parent / "contracts"


@dataclass(frozen=True, kw_only=True)
class Settings(Common):
    """What the forum reads beside what every service does."""

    needs = ("DATABASE_URL", "BUS_URL", "PUBLIC_KEYS")

    newcomer_days: int = setting(
        "NEWCOMER_DAYS", 3, "How many days somebody who joined is new; 0: nobody is, and the limits hold for nobody"
    )
    newcomer_posts: int = setting("NEWCOMER_POSTS", 3, "Until how many posts of theirs are shown somebody is new")
    newcomer_topics_a_day: int = setting("NEWCOMER_TOPICS_A_DAY", 3, "Topics that somebody new may begin in a day")
    newcomer_replies_a_day: int = setting("NEWCOMER_REPLIES_A_DAY", 10, "Replies that somebody new may write in a day")

    @property
    def newcomers(self) -> Limits:
        """The limits of people who are new."""
        per_day = (self.newcomer_topics_a_day, self.newcomer_replies_a_day)
        return Limits(self.newcomer_days, self.newcomer_posts, *per_day)


def read() -> Settings:
    """The settings from the environment. Raises WrongSetting."""
    return load(Settings, NAME)
