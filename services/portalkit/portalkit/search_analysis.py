"""The words of a text as every index has them: lower case, accents folded, stemmed.

It is tantivy's analyser, which needs no server: the embedded index is built with it, and it says which words of a hit
light up, whichever backend found it. A server that analyses for itself uses the same stemmers (Snowball).
"""

from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from .search_text import WORD_LETTERS

STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


@cache
def analyser(language: str) -> TextAnalyzer:
    """Lower case, accents folded, stemmed; "" does not stem."""
    steps = [Filter.remove_long(4 * WORD_LETTERS), Filter.lowercase(), Filter.ascii_fold()]
    if language:
        steps.append(Filter.stemmer(STEMMERS[language]))
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for step in steps:
        builder = builder.filter(step)
    return builder.build()


@lru_cache(10_000)
def stems(language: str, text: str) -> tuple[str, ...]:
    """The words of a short text as the index has them."""
    return tuple(analyser(language).analyze(text))
