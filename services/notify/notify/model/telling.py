"""Those who follow a thing are told a part at a time, so that nobody waits for the many."""

from dataclasses import dataclass

FIRST = 25  # told in the transaction that heeds the fact; a hundred facts may share one
PART = 150  # told in one transaction after it


@dataclass(frozen=True, slots=True)
class Telling:
    """A fact (`act` and `thing_id`), whose followers are told of it: those of one category, tag or topic.

    They are told in the order of their ids; all up to `after_id` have been.
    """

    act: str
    thing_id: str
    kind: str  # of what they follow: category | tag | topic
    followed_id: str
    after_id: str = ""
