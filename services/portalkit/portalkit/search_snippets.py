"""Snippets: the part of a text that shows best why it was found, with the words that matched marked.

Nothing but the text decides. tantivy's own generator prefers words that are rare in all documents, and so would tell
what stands in those that are not for this reader; and it takes longer, since it analyses every word of every text.
Here only words that may have one of the wanted stems are: those that begin as it does.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from . import search
from .search_analysis import analyser, stems
from .search_text import Spacing, Term, beginning, clean, close_to, marked, typos, window

WORDS = re.compile(r"[^\W_]+")
REST = re.compile(r"[^\W_]*")  # of a word that has begun
# Stemmers of these languages take letters off the front of words too.
BOTH_ENDS = frozenset({"ar", "ta"})
# So many of a stem's last letters may be other ones than the word has: English writes happi for happy, able for ably.
CHANGED = {"en": 1}
SEPARATORS = "\n\r\t\v\f\0"


class Folding(dict[str, str]):
    """Each letter as the index has it, by its first letter where it becomes several."""

    def __missing__(self, letter: str) -> str:
        """Ask the analyser once for each letter."""
        self[letter] = found = "".join(analyser("").analyze(letter))[:1] or letter
        return found


FOLDED = Folding()
PARTED = Spacing(str.isalnum)


def folded(text: str) -> str:
    """A text with each letter as the index has it, as long as it was.

    A text has few letters that change. `str.translate` looks each of all of them up, and takes four times as long.
    """
    if not text.isascii():
        for letter in set(text):
            if letter > "\x7f" and (plain := FOLDED[letter]) != letter:
                text = text.replace(letter, plain)
    return text.lower()


def cut(field: search.Field, terms: Sequence[Term], loosely: bool, texts: Iterable[tuple[str, str]]) -> list[str]:
    """One snippet for each text, in the same order; beside each text the tag of the language that it is in."""
    cutters: dict[str, Snippets] = {}
    found = []
    for text, tag in texts:
        language = field.spoken(tag)
        if language not in cutters:
            cutters[language] = Snippets(replace(field, language=language), terms, loosely)
        found += cutters[language].cut([text])
    return found


class Snippets:
    """Cuts snippets for one page of hits.

    When `loosely`, the words of these hits that are close to a typed one light up.
    """

    def __init__(self, field: search.Field, terms: Sequence[Term], loosely: bool) -> None:
        self._field, self._loosely = field, loosely
        self._typed = [(term, frozenset(stems(field.language, " ".join(term.words)))) for term in terms]
        self._wanted = frozenset(stem for _, found in self._typed for stem in found)
        self._starts = beginnings(self._wanted, CHANGED.get(field.language, 2))
        self._known: dict[str, frozenset[str]] = {}
        self._near: dict[str, tuple[set[str], set[str]]] = {}  # a typed word → words looked at, those that are close

    def cut(self, texts: Iterable[str]) -> list[str]:
        """One snippet for each text, in the same order."""
        return [self._snippet(tidy(text)) for text in texts]

    def _snippet(self, text: str) -> str:
        places = self._places(text)
        if not places:
            return beginning(text, search.SNIPPET_LETTERS)
        words = [text[start:end].casefold() for start, end in places]
        first, last = window(text, places, words, search.SNIPPET_LETTERS)
        inside = [(start - first, end - first) for start, end in places if first <= start and end <= last]
        rest = text[last:]
        before, after = "… " if first else "", " …" if any(map(str.isalnum, rest)) else html.escape(rest)
        return before + marked(text[first:last], inside) + after

    def _places(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand that light up, in order."""
        plain = folded(text)
        if len(plain) != len(text):  # a letter that has several small ones; rare, and then nothing lights up
            return []
        known = self._known
        found: list[tuple[int, int]] = []
        for start, end in self._candidates(plain):
            word = text[start:end]
            hit = known.get(word)
            if hit is None:
                hit = known[word] = self._wanted.intersection(stems(self._field.language, word))
            if hit:
                found.append((start, end))
        if self._loosely and (lost := self._lost({stem for start, end in found for stem in known[text[start:end]]})):
            found += self._close(plain, lost)
        return sorted(found)

    def _candidates(self, plain: str) -> list[tuple[int, int]]:
        """The words that may have a wanted stem, looked for as text: a pattern takes longer to compile than to use."""
        if self._field.language in BOTH_ENDS:
            return [match.span() for match in WORDS.finditer(plain)]
        spans, find, rest = [], plain.find, REST.match
        for start in self._starts:
            at, letters = find(start), len(start)
            while at >= 0:
                end = at + letters
                if not (at and plain[at - 1].isalnum()):
                    end = rest(plain, end).end()  # type: ignore[union-attr]
                    spans.append((at, end))
                at = find(start, end)
        return spans

    def _lost(self, there: set[str]) -> list[tuple[str, bool]]:
        """The typed words that are not in a text as they were typed."""
        gone = [term for term, found in self._typed if not (term.phrase or term.small or found & there)]
        return [(word, term.unfinished) for term in gone for word in stems("", term.words[0])]

    def _close(self, plain: str, typed: Iterable[tuple[str, bool]]) -> list[tuple[int, int]]:
        """Where the words stand that a typed one may have meant."""
        parted = f" {plain.translate(PARTED)} "
        words, close = set(parted.split()), set[str]()
        for each, unfinished in typed:
            seen, near = self._near.setdefault(each, (set(), set()))
            near.update(close_to(each, words - seen, typos(each)))
            seen |= words
            close |= words & near
            if unfinished:
                close.update(word for word in words if word.startswith(each))
        return [span for word in close for span in whole(parted, word)]


def tidy(text: str) -> str:
    """The part of a text that a snippet may be cut from, on one line."""
    part = text[: search.SNIPPET_TEXT]
    part = part if part.isascii() else clean(part)
    for separator in SEPARATORS:
        part = part.replace(separator, " ")
    return part.strip()


def beginnings(wanted: Iterable[str], changed: int) -> list[str]:
    """How the words begin that may have one of these stems: as it does, but for so many of its last letters."""
    starts = sorted({stem[: max(2, len(stem) - changed)] for stem in wanted})
    return [each for each in starts if not any(each != other and each.startswith(other) for other in starts)]


def whole(parted: str, word: str) -> Iterable[tuple[int, int]]:
    """Where a word stands in a text whose words have one space or more around each."""
    at, letters = parted.find(f" {word} "), len(word)
    while at >= 0:
        yield at, at + letters
        at = parted.find(f" {word} ", at + letters + 1)
