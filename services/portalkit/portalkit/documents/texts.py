"""The text of files that are texts already: plain ones, and HTML."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from portalkit.documents.pages import MOST_LETTERS, parts

UNSEEN = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object"})
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "samp", "small", "span", "strong"}
    | {"sub", "sup", "time", "u", "var"}
)


def plain_pages(source: BinaryIO) -> Iterator[tuple[str, str | None]]:
    """A text by its form feeds, where it has some, and else in parts."""
    for page in _beginning(source).split("\f"):
        for part in parts(page):
            yield part, None


def html_pages(source: BinaryIO) -> Iterator[tuple[str, str | None]]:
    """What a browser would show of an HTML file, in parts."""
    seen = _Seen()
    seen.feed(_beginning(source))
    seen.close()
    for part in parts("".join(seen.pieces)):
        yield part, None


def _beginning(source: BinaryIO) -> str:
    """As much of a text as is ever shown of it, with its markup."""
    return source.read(2 * MOST_LETTERS).decode("utf-8-sig", "replace")


class _Seen(HTMLParser):
    """Collects text that stands outside of what is not shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in UNSEEN
        self._apart(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        self._apart(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)

    def _apart(self, tag: str) -> None:
        if tag not in INLINE:
            self.pieces.append("\n")
