"""Where phrases may be of words that are in many texts: a number for each two such words that stand next to each other.

A phrase of two words that are in nearly every text is slow, since where they stand is looked up in each of those texts:
20 ms in 100,000 documents, for the page and again for the facets. With the numbers of its pairs it is looked up only
where the words are neighbours. Other phrases are fast without, and most neighbours are no such pair, so that little is
added to the files and to the time it takes to fill them.

Which words are in many texts is found out once in a generation, when it has enough of them to tell, and is kept beside
it. What was written before has a sign that says so. The numbers say where to look; the phrase says what is found. Each
is written as a letter, all of a text's as one word: that is what tantivy takes in with the least work.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import orjson
from tantivy import Occur, Query, Schema, Searcher, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from .search_analysis import analyser
from .search_tantivy_filters import unscored
from .search_tantivy_words import replace_text

PAIRS = "_pairs"
ENOUGH_TEXTS, ONE_IN, MOST = 2000, 6, 1000
SPLITTER = "portal1_letters"  # the name of `splitter` in the schema
FIRST_LETTER, BEFORE = 0x10000, "-"  # letters from there on may all stand in a text; what was written too early
KEPT = 50_000
# Of ASCII letters, the words as the analyser splits them, which would take several times as long.
SPLIT = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))


def splitter() -> TextAnalyzer:
    """Makes a word of each letter."""
    return TextAnalyzerBuilder(Tokenizer.ngram(1, 1)).build()


class _Numbers(dict[str, int]):
    """The numbers of words of ASCII letters, in one language; -1 for those that are not in many texts."""

    def __init__(self, language: str, common: dict[str, int]) -> None:
        super().__init__()
        self._language, self._common = language, common

    def __missing__(self, word: str) -> int:
        """Stem each word once; most words of all texts are few."""
        if len(self) >= KEPT:
            self.clear()
        found = [self._common.get(stem, -1) for stem in analyser(self._language).analyze(word)]
        self[word] = number = max(found, default=-1)
        return number


class Pairs:
    """The pairs of one generation, whose words are in a file of its folder. One process writes it, once."""

    def __init__(self, folder: Path, there: bool) -> None:
        self._file, self._there = folder / "common.json", there
        self._common: dict[str, int] | None = None
        self._numbers: dict[str, _Numbers] = {}

    def look_again(self) -> None:
        """Know the words if they are known by now."""
        if self._there and self._common is None and self._file.exists():
            self._common = {word: number for number, word in enumerate(orjson.loads(self._file.read_bytes()))}

    def choose(self, searcher: Searcher, names: Iterable[str]) -> None:
        """Find out which words are in many texts, unless it is known or too early to tell; `names`: stemmed fields."""
        self.look_again()
        if not self._there or self._common is not None or searcher.num_docs < ENOUGH_TEXTS:
            return
        counted = [pair for name in names for pair in searcher.terms_with_prefix(name, "", limit=MOST)]
        many = [(-count, word) for word, count in counted if ONE_IN * count >= searcher.num_docs]
        words = list(dict.fromkeys(word for _, word in sorted(many)))[:MOST]
        replace_text(self._file, orjson.dumps(words).decode(), durable=True)
        self.look_again()

    def of(self, texts: Iterable[tuple[str, str]]) -> str:
        """What is indexed of a document with these texts; beside each a language by whose stems it is found."""
        if not self._there:
            return ""
        if self._common is None:
            return BEFORE
        common = self._common
        return "".join({pair for text, language in texts for pair in _next(self._numbered(common, text, language))})

    def narrowed(self, schema: Schema, phrase: Query, words: Sequence[str]) -> Query:
        """The phrase of these stems, looked for only where its pairs are; at the same points."""
        common = self._common or {}
        pairs = _next(common.get(word, -1) for word in words)
        if not pairs:
            return phrase
        places = [_either(schema, pair) for pair in pairs]
        return Query.boolean_query([(Occur.Must, phrase), *((Occur.Must, unscored(place)) for place in places)])

    def _numbered(self, common: dict[str, int], text: str, language: str) -> list[int]:
        if not text.isascii():
            return [common.get(stem, -1) for stem in analyser(language).analyze(text)]
        numbers = self._numbers.get(language)
        if numbers is None:
            numbers = self._numbers[language] = _Numbers(language, common)
        return list(map(numbers.__getitem__, text.translate(SPLIT).split()))


def _next(numbers: Iterable[int]) -> set[str]:
    return {
        chr(FIRST_LETTER + first * MOST + second) for first, second in pairwise(numbers) if first >= 0 and second >= 0
    }


def _either(schema: Schema, pair: str) -> Query:
    terms = [Query.term_query(schema, PAIRS, letter, "basic") for letter in (pair, BEFORE)]
    return Query.boolean_query([(Occur.Should, term) for term in terms])
