"""Those who follow a thing are told a part at a time, so that nobody waits for the many."""

from dataclasses import dataclass

FIRST = 25  # told in the transaction that heeds the fact; a hundred facts may share one
PART = 150  # told in one transaction after it
FOLLOWED = "followed"  # that somebody began to follow: they alone are told, of what was posted since


@dataclass(frozen=True, slots=True)
class Telling:
    """A fact (`act` and `thing_id`), whose followers are told of it: those of one category, tag or topic.

    They are told in the order of their ids; all up to `after_id` have been. Where the fact is that somebody began to
    follow (`FOLLOWED`), they are told of what was posted after `after_id`.
    """

    act: str
    thing_id: str
    kind: str  # of what they follow: category | tag | topic
    followed_id: str
    after_id: str = ""

    @property
    def line(self) -> str:
        """What is held while followers of the thing are told, or somebody becomes one: either sees the other."""
        return f"followers of {self.kind} {self.followed_id}"
