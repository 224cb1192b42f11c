"""Words in the reader's language, for what Python says. Templates have them compiled in (see `template_words`)."""

from typing import Any

from gateway.catalogue import ENGLISH, N_, Catalogue, catalogues
from gateway.visit import visit

__all__ = ["N_", "_", "ngettext", "pgettext"]


def spoken() -> Catalogue:
    """The catalogue of the current request's language."""
    return catalogues().get(visit().language) or catalogues()[ENGLISH]


def _(text: str, **values: Any) -> str:
    """`text` in the reader's language, with `values` for its `%(name)s`."""
    return spoken().say(text, **values)


def pgettext(context: str, text: str, **values: Any) -> str:
    """The same for a text that means different things in different places."""
    said = spoken().text(text, context)
    return said % values if values else said


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """The form of a text that goes with `number`, which it may name as `%(num)s`."""
    return spoken().count(one, many, number, **values)
