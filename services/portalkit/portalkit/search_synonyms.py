"""Other words for what was typed: found beside it when one searches, with nothing indexed anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .search import Synonym
from .search_analysis import STEMMERS, stems
from .search_text import Term, words_of

MOST_OTHERS = 8  # of one word; each is looked for in every field
MOST_READY = 8
Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """Other words by the language and the stems of those that are typed; `longest` is how many words these are."""

    others: dict[tuple[str, Stems], tuple[Term, ...]]
    languages: tuple[str, ...]
    longest: int


def expand(terms: Sequence[Term], synonyms: tuple[Synonym, ...], languages: Sequence[str]) -> tuple[Term, ...]:
    """The terms, each with its other words. Several typed words that have some together become one term.

    A word is typed if what is typed has its stem, in the synonym's language or, where it is of any, in one of these.
    """
    if not synonyms:
        return tuple(terms)
    known, found, at = _known(synonyms, tuple(languages)), list[Term](), 0
    while at < len(terms):
        for count in range(min(known.longest, len(terms) - at), 0, -1):
            typed = tuple(terms[at : at + count])
            if others := _others(typed, known):
                found.append(_together(typed, others))
                break
        else:
            count = 1
            found.append(terms[at])
        at += count
    return tuple(found)


def lit(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms whose words light up in a snippet: what was typed, and the other words for it."""
    return tuple(shown for term in terms for shown in _shown(term))


def _shown(term: Term) -> Iterator[Term]:
    yield from term.parts or (replace(term, others=()) if term.others else term,)
    yield from (replace(other, phrase=True) for other in term.others)  # as it is, never with a typo


def _others(typed: tuple[Term, ...], known: _Known) -> tuple[Term, ...]:
    if any(term.unfinished for term in typed) or (len(typed) > 1 and any(term.phrase for term in typed)):
        return ()
    text = " ".join(word for term in typed for word in term.words)
    found = (other for tag in known.languages for other in known.others.get((tag, stems(tag, text)), ()))
    return tuple(dict.fromkeys(found))[:MOST_OTHERS]


def _together(typed: tuple[Term, ...], others: tuple[Term, ...]) -> Term:
    if len(typed) == 1:
        return replace(typed[0], others=others, small=False)
    words = tuple(word for term in typed for word in term.words)
    return Term(words, others=others, parts=typed)


def _known(synonyms: tuple[Synonym, ...], languages: tuple[str, ...]) -> _Known:
    """Made once for each set of synonyms, which is known again as the same tuple: to compare hundreds takes longer."""
    key = id(synonyms), languages
    kept = _ready.get(key)
    if kept is None or kept[0] is not synonyms:
        if len(_ready) >= MOST_READY:
            _ready.clear()
        kept = _ready[key] = synonyms, _made(synonyms, languages)
    return kept[1]


_ready: dict[tuple[int, tuple[str, ...]], tuple[tuple[Synonym, ...], _Known]] = {}


def _made(synonyms: tuple[Synonym, ...], languages: tuple[str, ...]) -> _Known:
    others: dict[tuple[str, Stems], list[Term]] = {}
    longest = 1
    for synonym in synonyms:
        tag = synonym.language if synonym.language in STEMMERS else ""
        for word in synonym.words:
            typed = words_of(word)
            said = [each for each in synonym.means or synonym.words if each != word]
            made = [Term(parts, phrase=len(parts) > 1, language=tag) for each in said if (parts := words_of(each))]
            for spoken in (tag,) if tag else languages:
                if key := stems(spoken, " ".join(typed)):
                    others.setdefault((spoken, key), []).extend(made)
                    longest = max(longest, len(typed))
    tags = tuple(dict.fromkeys(tag for tag, _ in others))
    return _Known({key: tuple(dict.fromkeys(found)) for key, found in others.items()}, tags, longest)
