"""What the people who wrote a topic are due, when an article that grew out of it helps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credit:
    """How many people an article helped, besides those whom it credits; the id is the article's."""

    id: str
    helpful: int
    version: int = 1
