"""What people type into a search box, and the snippet they get back: the same for every search backend."""

import html
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

LETTERS = 256
TERMS = 16
WORD_LETTERS = 60
SPECIAL = re.compile(r"""[&<>"']""")  # what HTML does not take as it is

# What is asked around the thing that is looked for. Short on purpose: a word in here is optional, never lost.
_ENGLISH = """
a an and are as at be been but by can could d did do does for from had has have how i if in into is it
its ll m me my not of on or our re s so t than that the their them then there these they this to us ve
was we were what when where which who why will with would you your"""
_GERMAN = """
als am an auf aus bei bin bis da das dass dem den der des die dir doch du ein eine einem einen einer er
es für hat ich ihr im in ist ja kann man mein mich mir mit nach nicht noch nur ob oder sich sie sind so
um und uns vom von vor war warum was wenn wer wie wird wo zu zum zur über"""
_SPANISH = """
al como con cual cuando de del desde donde el ella ellos en entre es esta este esto está hay la las le les lo
los mi mis muy ni nos para pero por porque puede puedo que qué quien se ser si su sus también te tiene tu un
una uno unos y ya yo"""
_FRENCH = """
au aux avec ce ces cette comment dans de des du elle en est et il ils je la le les leur leurs lui ma mes mon ne
nous où par pas peut peux pour pourquoi quand que quel quelle qui sa se ses si son sont sur un une vos votre
vous à été être"""
SMALL_WORDS = {
    "en": frozenset(_ENGLISH.split()),
    "de": frozenset(_GERMAN.split()),
    "es": frozenset(_SPANISH.split()),
    "fr": frozenset(_FRENCH.split()),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a word, or a phrase of words next to each other.

    `small` words need not match; `unfinished` is a word that is still being typed. One of the `others`, which are other
    words for it, will do as well; a `language` looks only at what is stemmed as that one. `parts` are the words, where
    several that were typed have other words together.
    """

    words: tuple[str, ...]
    phrase: bool = False
    small: bool = False
    unfinished: bool = False
    others: tuple["Term", ...] = ()
    parts: tuple["Term", ...] = ()
    language: str = ""


def clean(text: str) -> str:
    """Text as it is indexed and searched.

    Composed accents, no half characters, no control characters but spaces.
    """
    if text.isascii() and "\x00" not in text:
        return text
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    return text.replace("\x00", " ")


def parse(text: str, languages: Iterable[str] = ("en",), prefix: bool = False) -> tuple[Term, ...]:
    """Read words and "phrases"; everything else separates, an unclosed quote too. Never raises, whatever is
    typed.

    Only the first 256 letters and 16 terms count; a word cut off there is left out, as is one above 60
    letters.
    """
    cut = len(text) > LETTERS
    text = clean(text[: LETTERS + 1])
    while cut and text and _letter(text[-1]):
        text = text[:-1]
    parts = text.replace("“", '"').replace("”", '"').replace("„", '"').split('"')
    closed = len(parts) - 1 - (len(parts) - 1) % 2
    small = _small_words(tuple(languages))
    terms: list[Term] = []
    for number, part in enumerate(parts):
        words = words_of(part)
        if number % 2 and number < closed:
            terms += [Term(words, phrase=True)] if words else []
        else:
            terms += [Term((word,), small=word.casefold() in small) for word in words]
    terms = list(dict.fromkeys(terms))[:TERMS]
    if prefix and terms and not terms[-1].phrase and _letter(text[-1]):
        terms[-1] = Term(terms[-1].words, unfinished=True)
    if all(term.small for term in terms):
        terms = [Term(term.words) for term in terms]
    return tuple(terms)


@cache
def _small_words(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(SMALL_WORDS.get(language, frozenset()) for language in languages))


def words_of(text: str) -> tuple[str, ...]:
    """The runs of letters, digits and the marks on them."""
    return tuple(word for word in spaced(text).split() if len(word) <= WORD_LETTERS)


def spaced(text: str) -> str:
    """A text with a space for everything that separates words, one for each letter of it."""
    return text.translate(SPACED)


class Spacing(dict[int, str]):
    """For `str.translate`: what is part of words as it is, everything else a space."""

    def __init__(self, is_part: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_part = is_part

    def __missing__(self, code: int) -> str:
        """Look once at each letter."""
        letter = chr(code)
        self[code] = kept = letter if self._is_part(letter) else " "
        return kept


def _letter(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


SPACED = Spacing(_letter)


def typos(word: str) -> int:
    """How many letters of a word may be wrong.

    None in short words, and none in codes and numbers: those are exact.
    """
    if not word.isalpha():
        return 0
    return 2 if len(word) >= 8 else 1 if len(word) >= 4 else 0


def within(one: str, other: str, most: int) -> bool:
    """Whether at most so many edits (insert, delete, replace, swap neighbours) lead from one word to the
    other.
    """
    return OSA.distance(one, other, score_cutoff=most) <= most


def close_to(word: str, words: Collection[str], most: int) -> list[str]:
    """Those of these words that are `within` so many edits of one."""
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    return [each for each, _, _ in found]


def marked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """HTML of a text with these ranges of letters in <mark>; everything is escaped."""
    written = html.escape if SPECIAL.search(text) else str
    parts, at = [], 0
    for start, end in sorted(ranges):
        if start >= at:
            parts += [written(text[at:start]), "<mark>", written(text[start:end]), "</mark>"]
            at = end
    return "".join([*parts, written(text[at:])])


def window(text: str, places: Sequence[tuple[int, int]], words: Sequence[str], letters: int) -> tuple[int, int]:
    """Where to cut a snippet from a text: the part with the most different of these marked words, then with the
    most of them, the first among equals. Nothing but the text decides.
    """
    best, first, last, different, there = (0, 0), 0, letters, len(set(words)), len(places)
    farthest = 0
    for number, (start, _) in enumerate(places):
        if best[0] == different and there - number <= best[1]:
            break  # no part that begins later can have more
        while farthest < there and places[farthest][1] <= start + letters:
            farthest += 1
        behind = max(farthest, number + 1)  # as far as a part reaches that begins with the word
        if (min(behind - number, different), behind - number) <= best:
            continue
        begin = 0 if start < letters // 2 else text.rfind(" ", start - letters, start - letters // 8) + 1 or start
        while behind > number + 1 and places[behind - 1][1] > begin + letters:
            behind -= 1
        many = behind - number
        worth = len(set(words[number:behind])), many
        if worth > best:
            best, first, last = worth, begin, begin + letters
    if last < len(text) and text[last].isalnum():  # between two words, and behind the last that is marked
        last = max([text.rfind(" ", first, last), *(end for _, end in places if first < end <= last)])
        last = last if last > first else first + letters
    return first, min(last, len(text))


def beginning(text: str, letters: int) -> str:
    """The first whole words of a text, escaped; an ellipsis says that it goes on."""
    if len(text) <= letters:
        return html.escape(text)
    cut = text[: letters + 1].rpartition(" ")[0] or text[:letters]
    return html.escape(cut) + " …"
