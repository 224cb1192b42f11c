"""What stands in a page's address: bounded, and ignored where it makes no sense."""

from flask import request

IDENTIFIER, CURSOR = 64, 1000


def asked(name: str, most: int = IDENTIFIER) -> str | None:
    """The value of `name` in the query, cut to `most` characters; None when there is none."""
    if not request.query_string:
        return None
    return request.args.get(name, "")[:most].replace("\x00", "") or None


def asked_cursor() -> str | None:
    """Where a list goes on."""
    return asked("cursor", CURSOR)


def one_of(name: str, *words: str) -> str | None:
    """The value of `name` if it is one of `words`."""
    value = request.args.get(name, "") if request.query_string else ""
    return value if value in words else None


def several(name: str, *words: str, most: int = 30) -> list[str]:
    """All values of `name`, each once; only those among `words`, if any are given."""
    given = request.args.getlist(name)
    values = dict.fromkeys(value[:100] for value in given if value) if given else ()
    return [value for value in values if not words or value in words][:most]
