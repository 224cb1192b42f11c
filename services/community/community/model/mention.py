"""What a mention is: a text names somebody after an @, who is told of it."""

from collections.abc import Iterable, Sequence

from portalkit.errors import Invalid

MOST = 10


def check_mentions(people: Sequence[str], most: int = MOST) -> None:
    """Raise Invalid when a text names too many people."""
    if len(people) > most:
        raise Invalid({"body": [f"A text can name {most} people at most with an @."]})


def address(person_id: str) -> str:
    """Where a mention leads."""
    return f"/people/{person_id}"


def mentioned(people: Iterable[str], author_id: str) -> str:
    """Ids of the people a text names, as they are kept; nobody is told of naming themselves."""
    return " ".join(sorted(set(people) - {author_id}))
