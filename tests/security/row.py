"""One operation of a service: who may call it, with what, and what they get."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """Who `may`, sending `body`, where `<topic>` stands for the id of a topic (and so on).

    `answers` is what they get, where that is no success. Who may not gets 403, or what `others` says. Who `reaches`
    gets at closed things by their role, on staff's paths.
    """

    may: tuple[str, ...]
    body: Any = None
    answers: tuple[int, ...] = (200, 201, 202, 204)
    others: int = 403
    reaches: tuple[str, ...] = ()
