"""What a mention is: a text names somebody after an @, who is told of it."""

import re
from collections.abc import Iterable, Sequence

from portalkit.errors import Invalid

MOST = 10
LED = re.compile(r'<a href="/people/([^"/]+)"[^>]*>@([a-z0-9-]+)</a>', re.IGNORECASE)


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


def led(html: str) -> dict[str, str]:
    """Ids of the people to whom a rendered text leads, by what it calls them after the @.

    Somebody may be called otherwise by now.
    """
    return {found[2].lower(): found[1] for found in LED.finditer(html)}
