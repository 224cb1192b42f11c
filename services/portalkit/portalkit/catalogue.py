"""Words in several languages: English stands in the code, the others beside it in `translations/<language>/*.po`.

A room's catalogues are read once, when they are first asked for. What is not in one is said in English.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

ENGLISH = "en"
SCRIPTS = "scripts"  # the file of what scripts say: its texts go into pages
RIGHT_TO_LEFT = frozenset(
    "apc ar ary bal bgn bqi brh ckb dv fa he ks lrc mzn nqo ps rhg sd sdh skr syr trw ug ur yi".split()  # noqa: SIM905
)
Key = str | tuple[str, str]  # a text, or a context and a text


def N_(text: str) -> str:  # noqa: N802  the name that tools know
    """Mark a text that is translated where it is shown."""
    return text


def not_one(number: int) -> int:
    """The plural rule of English and German: which form goes with a number."""
    return int(number != 1)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language: its texts by the English ones, plural forms together, and which form goes with a number."""

    language: str
    texts: Mapping[Key, str | tuple[str, ...]] = field(default_factory=dict)
    plural: Callable[[int], int] = not_one
    digest: str = ""
    for_scripts: Mapping[str, str] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        """Where its lines begin: ltr or rtl."""
        return "rtl" if self.language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"

    def text(self, text: str, context: str = "") -> str:
        """A text in this language."""
        found = self.texts.get((context, text) if context else text, text)
        return found if isinstance(found, str) else found[0]

    def say(self, text: str, **values: Any) -> str:
        """A text in this language, with `values` for its `%(name)s`."""
        said = self.text(text)
        return said % values if values else said

    def forms(self, one: str, many: str) -> tuple[str, ...]:
        """All forms of a text about a number, in the order of the plural rule."""
        found = self.texts.get(one)
        return found if isinstance(found, tuple) else (one, many)

    def counted(self, one: str, many: str, number: int) -> str:
        """The form that goes with a number; English by English's rule."""
        found = self.texts.get(one)
        return found[self.plural(number)] if isinstance(found, tuple) else (one, many)[not_one(number)]

    def count(self, one: str, many: str, number: int, **values: Any) -> str:
        """The form that goes with a number, which it may name as `%(num)s`, with `values` for what else it names."""
        return self.counted(one, many, number) % {"num": number, **values}


def read(folder: Path) -> Catalogue:
    """The catalogue of the language that `folder` is named after, of all its files."""
    texts: dict[Key, Any] = {}
    scripts: dict[Any, Any] = {}
    digest, rule = hashlib.sha256(), ""
    for path in sorted(folder.glob("*.po")):
        digest.update(path.read_bytes())
        with path.open("rb") as file:
            catalog = read_po(file)
        rule = rule or catalog.plural_expr
        for message in catalog:
            one = message.id if isinstance(message.id, str) else message.id[0]
            whole = all(message.string) if isinstance(message.string, tuple) else message.string
            if one and whole and not message.fuzzy:
                into = scripts if path.stem == SCRIPTS else texts
                into[(message.context, one) if message.context else one] = message.string
    return Catalogue(folder.name, texts, c2py(rule or "n != 1"), digest.hexdigest()[:12], scripts)


@cache
def catalogues_of(folder: Path) -> dict[str, Catalogue]:
    """Every language that the translations in `folder` are in, English first."""
    folders = sorted(path for path in folder.iterdir() if path.is_dir())
    return {ENGLISH: Catalogue(ENGLISH)} | {each.name: read(each) for each in folders}


def spoken(folder: Path, tag: str | None) -> Catalogue:
    """The catalogue of a tag such as `de` or `de-AT`, by its language; English where there is no such catalogue."""
    there = catalogues_of(folder)
    return there.get((tag or ENGLISH).partition("-")[0].lower()) or there[ENGLISH]
