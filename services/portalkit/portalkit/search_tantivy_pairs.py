"""Which texts may have a phrase: a number for every two words that stand next to each other.

A phrase of two words that are in nearly every text is slow, since where they stand is looked up in each of those texts:
18 ms in 100,000 documents, for the page and again for the facets. With the numbers of its pairs it is looked up only
where the words may be neighbours. There are few numbers, so that they take little room, and two pairs may share one:
they say where to look, and the phrase itself what is found.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from tantivy import Occur, Query, Schema, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from .search_analysis import analyser
from .search_tantivy_filters import unscored

PAIRS = "_pairs"
SPLITTER = "portal1_spaced"  # the name of `splitter` in the schema
NUMBERS, FIRST_LETTER = 1 << 14, 0x4E00  # each is written as a letter, from this one on
MOST_KEPT = 50_000  # of a language; 7 MB, in the process that writes
WORDS = re.compile("[a-z0-9]+")


class Codes(dict[str, int]):
    """A number for each small ASCII word, by its stem; of the first words, which are mostly the frequent ones, kept."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> int:
        """Stem it."""
        code = _code("".join(analyser(self._language).analyze(word)))
        if len(self) < MOST_KEPT:
            self[word] = code
        return code


_codes: dict[str, Codes] = {}


def splitter() -> TextAnalyzer:
    """Makes words of what stands between spaces."""
    return TextAnalyzerBuilder(Tokenizer.whitespace()).build()


def pairs_of(words: Sequence[str]) -> set[str]:
    """The numbers of what stands next to each other among stemmed words, as letters."""
    return set(map(chr, _numbers(map(_code, words))))


def written(texts: Iterable[tuple[str, str]]) -> str:
    """What is indexed of these texts; beside each the language whose stems it is found by."""
    found = set[int]()
    for text, language in texts:
        if text.isascii():  # mostly; then a word need not be stemmed each time it comes
            codes = _codes.setdefault(language, Codes(language))
            found |= _numbers(map(codes.__getitem__, WORDS.findall(text.lower())))
        else:
            found |= _numbers(map(_code, analyser(language).analyze(text)))
    return " ".join(map(chr, found))


def narrowed(schema: Schema, phrase: Query, words: Sequence[str]) -> Query:
    """The phrase of these stemmed words, looked for only where all its pairs may be; at the same points."""
    terms = [Query.term_query(schema, PAIRS, pair, "basic") for pair in pairs_of(words)]
    return Query.boolean_query([(Occur.Must, phrase), *((Occur.Must, unscored(term)) for term in terms)])


def _code(stem: str) -> int:
    return crc32(stem.encode()) & 0xFFFF


def _numbers(codes: Iterable[int]) -> set[int]:
    return {FIRST_LETTER + (first * 31 + second) % NUMBERS for first, second in pairwise(codes)}
