"""Which texts may have a phrase: a number for every two words that stand next to each other.

A phrase of two words that are in nearly every text is slow, since where they stand is looked up in each of those texts:
18 ms in 100,000 documents, for the page and again for the facets. With the numbers of its pairs it is looked up only
where the words may be neighbours. There are few numbers, so that they take little room, and two pairs may share one:
they say where to look, and the phrase itself what is found.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from tantivy import Occur, Query, Schema, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from .search_analysis import analyser
from .search_tantivy_filters import unscored

PAIRS = "_pairs"
SPLITTER = "portal1_letters"  # the name of `splitter` in the schema
NUMBERS, FIRST_LETTER = 1 << 16, 0x10000  # each is written as a letter; those from there on may all stand in a text


def splitter() -> TextAnalyzer:
    """Makes a word of each letter."""
    return TextAnalyzerBuilder(Tokenizer.ngram(1, 1)).build()


def pairs_of(words: Sequence[str]) -> set[str]:
    """The numbers of what stands next to each other among stemmed words, as letters."""
    codes = map(crc32, map(str.encode, words))
    return {chr(FIRST_LETTER + (first * 31 + second) % NUMBERS) for first, second in pairwise(codes)}


def written(texts: Iterable[tuple[str, str]]) -> str:
    """What is indexed of these texts; beside each the language whose stems it is found by."""
    found = set[str]()
    for text, language in texts:
        found |= pairs_of(analyser(language).analyze(text))
    return "".join(found)


def narrowed(schema: Schema, phrase: Query, words: Sequence[str]) -> Query:
    """The phrase of these stemmed words, looked for only where all its pairs may be; at the same points."""
    terms = [Query.term_query(schema, PAIRS, pair, "basic") for pair in pairs_of(words)]
    return Query.boolean_query([(Occur.Must, phrase), *((Occur.Must, unscored(term)) for term in terms)])
