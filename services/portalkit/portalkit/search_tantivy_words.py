"""All words of a generation, each once: which of them a mistyped one may have meant.

tantivy finds close words by itself, but walks through those of every part of every field for it, and again for each
count, page and facet of a search: 10 ms for a long word in 100,000 documents. In a list that has each word once it is
half a millisecond. Most of the list is an index of its own; the newest words are lines of a log, as a commit for a few
would cost as much as that of the documents. Nothing in it tells whose text a word is in: it says what to look for, and
what is not there for a viewer is not found.

Words are put in before the documents that have them, and afterwards up to which commit of the generation all are there.
Where that is not the last one (a process was killed, an earlier release wrote that knows no list) readers do without,
and the next writer makes the list anew.
"""

import os
import threading
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tantivy import Document, Index, Query, SchemaBuilder, Searcher

from . import search
from .search_analysis import analyser
from .search_text import clean, close_to
from .search_values import as_text

WRITER_BYTES = 15_000_000  # the least there may be; it is taken as it is needed, and only while words are put in
MOST_FRESH = 1000
MOST_NEAR, KEPT = 500, 1000
WORD = "word"


@dataclass(slots=True)
class _Known:
    """The list as it was last looked at; `log` changes when words of it went into the index."""

    log: str = ""
    fresh: list[str] = field(default_factory=list)
    searcher: Searcher | None = None
    complete: int = -1
    near: dict[tuple[str, int], tuple[str, ...] | None] = field(default_factory=dict)


class Words:
    """The list of one generation, in a folder of its own. Threads may share it; one process writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        fields = SchemaBuilder().add_text_field(WORD, stored=True, tokenizer_name="raw", index_option="basic")
        self._schema = fields.build()
        self._known, self._looking = _Known(), threading.Lock()
        self._commit = 0

    def look_again(self, commit: int) -> None:
        """From now on all words of this commit are asked for."""
        self._commit = commit

    def near(self, word: str, most: int) -> tuple[str, ...] | None:
        """All words that at most so many edits lead to; None when this list can't tell, or when they are too many."""
        known = self._known if self._known.complete >= self._commit else self._look()
        if known.complete < self._commit:
            return None
        asked = word, most
        kept = known.near
        if asked in kept:
            return kept[asked]
        if len(kept) >= KEPT:
            kept = known.near = {}
        kept[asked] = found = self._near(known, word, most)
        return found

    def is_complete(self, commit: int) -> bool:
        """Whether all words of this commit are there."""
        return self._look().complete == commit

    def add(self, words: Collection[str]) -> None:
        """Put words in, those that are new; durable when it returns."""
        known = self._look()
        there = set(known.fresh)
        if known.searcher is not None:
            there.update(word for word in words if known.searcher.doc_freq(WORD, word))
        new = [word for word in words if word not in there]
        if len(known.fresh) + len(new) > MOST_FRESH:
            self._put([*known.fresh, *new])
            self._write_log(())
        elif new:
            with self._log.open("a", encoding="utf-8") as log:
                # A line of its own even where the one before was broken off.
                log.write("\n" + "\n".join(new) + "\n")
                log.flush()
                os.fdatasync(log.fileno())

    def completed(self, commit: int) -> None:
        """All words of this commit are there."""
        replace_text(self._folder / "complete", str(commit), durable=False)

    def begin_anew(self, words: Collection[str], commit: int) -> None:
        """Have these words and no others, which are all of this commit."""
        self._folder.mkdir(exist_ok=True)
        many = len(words) > MOST_FRESH
        if many or self._meta.exists():
            self._put(words if many else (), anew=True)
        self._write_log(() if many else words)
        self.completed(commit)

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    @property
    def _meta(self) -> Path:
        return self._folder / "meta.json"

    def _look(self) -> _Known:
        """What is complete is read first, so that the words read after it are at least those."""
        with self._looking:
            known = _Known(complete=_number(self._folder / "complete"))
            try:
                lines = self._log.read_text(encoding="utf-8").split("\n")
                known.log, known.fresh = str(int(lines[0])), [line for line in lines[1:-1] if line]
                known.searcher = self._known.searcher if known.log == self._known.log else self._opened()
            except (OSError, ValueError):  # not made yet, or dropped just now
                return _Known()
            self._known = known
            return known

    def _opened(self) -> Searcher | None:
        if not self._meta.exists():
            return None
        index = Index.open(str(self._folder))
        index.config_reader("manual")
        index.reload()
        return index.searcher()

    def _near(self, known: _Known, word: str, most: int) -> tuple[str, ...] | None:
        found = close_to(word, known.fresh, most)
        if known.searcher is not None:
            query = Query.fuzzy_term_query(self._schema, WORD, word, most)
            places = known.searcher.search(query, limit=MOST_NEAR + 1, count=False).hits
            found += [str(known.searcher.doc(place).get_first(WORD)) for _, place in places]
        return tuple(found) if len(found) <= MOST_NEAR else None

    def _put(self, words: Iterable[str], anew: bool = False) -> None:
        """Into the index, which is made when it is needed first."""
        index = Index.open(str(self._folder)) if self._meta.exists() else Index(self._schema, str(self._folder))
        writer = index.writer(WRITER_BYTES, 1)
        if anew:
            writer.delete_all_documents()
        for word in words:
            writer.add_document(Document(**{WORD: [word]}))
        writer.commit()
        writer.wait_merging_threads()

    def _write_log(self, words: Iterable[str]) -> None:
        """A new one, by its first line told from every other."""
        replace_text(self._log, "\n".join([str(time.time_ns()), *words, ""]), durable=True)


def pieces(document: search.Document, fields: Iterable[search.Field]) -> set[str]:
    """What stands between spaces in the texts of a document."""
    texts = (clean(as_text(document.values.get(field.name))) for field in fields if field.kind == "text")
    return {piece for text in texts for piece in text.split()}


def words_of(pieces: Iterable[str]) -> list[str]:
    """The words of these pieces that a mistyped one may mean."""
    return wanted(analyser("").analyze(" ".join(pieces)))


def wanted(words: Iterable[str]) -> list[str]:
    """Those that one of letters alone can be near to, each once: of 4 letters one may be wrong, of 8 two."""
    return [word for word in set(words) if len(word) >= 3 and (word.isalpha() or _letters(word) >= len(word) - 2)]


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))


def _number(path: Path) -> int:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return -1


def replace_text(path: Path, text: str, durable: bool) -> None:
    """A file has this text, or what it had before; `durable`: after a power cut too, when its folder is synced next."""
    half = path.with_suffix(".new")
    with half.open("w", encoding="utf-8") as file:
        file.write(text)
        if durable:
            file.flush()
            os.fdatasync(file.fileno())
    half.replace(path)
