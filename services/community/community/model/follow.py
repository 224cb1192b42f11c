"""Who wants to be told of what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Follow:
    """One person's wish about one topic, category or tag. It stays when it ends: its version goes on counting."""

    id: str
    user_id: str
    kind: str  # topic | category | tag
    thing_id: str
    following: bool = True
    version: int = 1
