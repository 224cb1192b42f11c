"""The settings of this service, beside those that every service has."""

from dataclasses import dataclass
from datetime import timedelta

from knowledge import NAME
from knowledge.model.file import Room
from knowledge.model.newcomer import Limits
from portalkit.outside import Networks, Ports
from portalkit.settings import Settings as Common
from portalkit.settings import load, setting


@dataclass(frozen=True, kw_only=True)
class Settings(Common):
    """What is said of files, of what is kept of searches, of people who are new, and of links to other sites."""

    needs = ("DATABASE_URL", "BUS_URL", "SEARCH_URL", "FILES_URL", "PUBLIC_KEYS")

    file_mb: int = setting("FILE_MB", 25, "How large a file may be (megabytes)")
    files_mb: int = setting("FILES_MB", 20_000, "How large all files may be together (megabytes)")
    files_mb_person: int = setting("FILES_MB_PERSON", 5_000, "How much of that one person may bring (megabytes)")
    file_seconds: int = setting("FILE_SECONDS", 5, "How long computing the text of a file may take (seconds)")
    search_log_days: int = setting(
        "SEARCH_LOG_DAYS", 90, "How long is kept what was searched, without who searched it (days); 0 keeps nothing"
    )

    newcomer_days: int = setting(
        "NEWCOMER_DAYS", 3, "How many days somebody who joined is new; 0: nobody is, and the limits hold for nobody"
    )
    newcomer_posts: int = setting("NEWCOMER_POSTS", 3, "Until how many posts of theirs are shown somebody is new")
    newcomer_comments_a_day: int = setting(
        "NEWCOMER_COMMENTS_A_DAY", 10, "Comments that somebody new may write in a day"
    )

    @property
    def newcomers(self) -> Limits:
        """The limits of people who are new."""
        return Limits(self.newcomer_days, self.newcomer_posts, self.newcomer_comments_a_day)

    check_external_links: bool = setting(
        "CHECK_EXTERNAL_LINKS", False, "Whether other sites are asked if what articles link to is still there"
    )
    check_links_days: int = setting("CHECK_LINKS_DAYS", 7, "After how long what is in order is asked again (days)")
    check_links_ports: Ports = setting("CHECK_LINKS_PORTS", Ports("80,443"), "At which ports other sites are asked")
    check_links_networks: Networks = setting(
        "CHECK_LINKS_NETWORKS", Networks(""), "Private networks that are asked all the same, such as 10.20.0.0/16"
    )

    @property
    def check_links_every(self) -> timedelta:
        """The same as a time; less than a day would be rude."""
        return timedelta(days=max(1, self.check_links_days))

    @property
    def largest_file(self) -> int:
        """The same in bytes."""
        return self.file_mb * 1_000_000

    @property
    def room(self) -> Room:
        """How much there is for all files."""
        return Room(self.files_mb * 1_000_000, self.files_mb_person * 1_000_000)


def read() -> Settings:
    """The settings in the environment. Raises WrongSetting."""
    return load(Settings, NAME)
