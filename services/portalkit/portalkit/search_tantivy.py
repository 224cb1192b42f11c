"""The embedded search index: tantivy, one folder for each generation, no server.

One process writes (the worker): its writer is opened by the first write and kept. Readers in any process open
a generation when they first search it and look at meta.json before every search, so they see whatever was
committed before it began. The folder must be on a local disk: tantivy maps its files and locks them.
"""

import ctypes
import shutil
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import tantivy
from tantivy import Index, IndexWriter, Searcher

from .search import (
    Document,
    Field,
    GenerationMissing,
    Hit,
    IndexBusy,
    Query,
    Results,
    check,
    check_generation,
    languages,
    there,
)
from .search_analysis import analyser
from .search_reasons import Reasons
from .search_synonyms import expand
from .search_tantivy_beside import Beside
from .search_tantivy_disk import PLAIN, analyser_name, document_at, on_disk, schema_of, store_plainly
from .search_tantivy_filters import Filters
from .search_tantivy_page import Search
from .search_tantivy_pairs import PAIRS, SPLITTER, Pairs, splitter
from .search_tantivy_query import QueryBuilder
from .search_tantivy_words import Words, pieces, wanted, words_of
from .search_text import clean, parse
from .search_values import newest

WRITER_BYTES = 30_000_000  # at most, for what is not committed yet: a batch, so that it becomes one part of the index


@dataclass(slots=True)
class _Reader:
    """A generation as this process has it open; `stamp` says at which state of its `meta` (meta.json) it was read."""

    index: Index
    meta: Path
    stamp: tuple[int, int]
    fields: tuple[Field, ...]
    words: Words
    pairs: Pairs
    builder: QueryBuilder
    filters: Filters = field(init=False)

    def look_again(self) -> None:
        """Search what is committed by now, or a little more."""
        self.index.reload()
        self.words.look_again(self.commit)
        self.pairs.look_again()
        searcher = self.index.searcher()
        self.builder.look_again(searcher)
        self.filters = Filters(self.index.schema, {each.name for each in self.fields if each.kind != "text"}, searcher)

    @property
    def commit(self) -> int:
        """The number of the last one; it only grows."""
        return int(orjson.loads(self.meta.read_bytes())["opstamp"])

    def stemmed(self) -> list[str]:
        """The names of the text fields on disk whose words are stemmed."""
        texts = [field for field in self.fields if field.kind == "text"]
        return [field.part(language) for field in texts for language in (field.language, *field.others)]

    def all_words(self) -> list[str]:
        """What the list of words is made of when it is made anew."""
        searcher = self.index.searcher()
        names = [field.name + PLAIN for field in self.fields if field.kind == "text"]
        return wanted(word for name in names for word, _ in searcher.terms_with_prefix(name, ""))


class TantivySearch:
    """`SearchIndex` in a folder. Threads may share it; open it after a fork, not before."""

    waits = False

    def __init__(self, root: Path | str, fields: tuple[Field, ...]) -> None:
        self._root = Path(root)
        self._fields = fields
        self._languages = languages(fields)
        self._readers: dict[str, _Reader] = {}
        self._writers: dict[str, IndexWriter] = {}
        self._beside = Beside()
        self._opening = threading.Lock()
        self._writing = threading.RLock()

    def create(self, generation: str) -> None:
        path = self._path(generation)
        if not (path / "meta.json").exists():
            path.mkdir(parents=True, exist_ok=True)
            Index(schema_of(self._fields), str(path))
            store_plainly(path / "meta.json")

    def drop(self, generation: str) -> None:
        path = self._path(generation)
        with self._writing, self._opening:
            self._readers.pop(generation, None)
            self._let_go(generation)
            # Out of sight in one step: a reader finds all of it or nothing.
            gone = path.with_name(f".{generation}.gone")
            shutil.rmtree(gone, ignore_errors=True)
            if path.exists():
                path.rename(gone)
                shutil.rmtree(gone, ignore_errors=True)

    def write(self, generation: str, documents: Sequence[Document], removed: Collection[str] = ()) -> None:
        with self._writing:
            reader = self._reader(generation)
            latest = newest(documents)
            kept = self._versions(reader, [key for key in latest if key not in set(removed)])
            puts = [each for each in latest.values() if each.version >= kept.get(each.id, each.version)]
            if puts or removed:
                new = {each.id for each in puts if clean(each.id) not in kept}
                self._commit(generation, reader, puts, removed, new)

    def search(self, generation: str, query: Query) -> Results:
        return self._asked(generation, query).results()

    def explain(self, generation: str, query: Query, id: str) -> Reasons | None:
        return self._asked(generation, query).reasons(id)

    def suggest(
        self,
        generation: str,
        text: str,
        filters: Mapping[str, Collection[str]],
        without: Collection[str] = (),
        ranges: Mapping[str, tuple[int | None, int | None]] | None = None,
        limit: int = 8,
        field: str = "title",
    ) -> list[Hit]:
        if not text.strip():
            return []
        query = Query(text, filters, ranges or {}, without, limit=limit, fields=(field,), prefix=True)
        return self.search(generation, query).hits

    def purge(self, generation: str) -> None:
        """Writes what lives in segments with removed documents anew, so those segments and their files go."""
        with self._writing:
            for _ in range(3):
                # Merges under way would bring old text back in a new segment.
                self._let_go(generation)
                reader = self._reader(generation)
                living = self._beside_removed(generation, reader.index.searcher())
                if living is None:
                    self._writer(generation, reader).garbage_collect_files()
                    reader.words.begin_anew(reader.all_words(), reader.commit)
                    return
                self._commit(generation, reader, living, [])
            raise RuntimeError(f"removed text is still in the files of {generation}")

    def close(self) -> None:
        with self._writing, self._opening:
            self._readers.clear()
            for generation in list(self._writers):
                self._let_go(generation)

    def _asked(self, generation: str, query: Query) -> Search:
        check(query, self._fields)
        reader = self._reader(generation)
        terms = expand(parse(query.text, self._languages, query.prefix), query.synonyms, self._languages)
        return Search(reader.filters, reader.builder, query, terms, self._beside)

    def _path(self, generation: str) -> Path:
        return self._root / check_generation(generation)

    def _reader(self, generation: str) -> _Reader:
        with self._opening:
            reader = self._readers.get(generation)
            meta = reader.meta if reader else self._path(generation) / "meta.json"
            try:
                found = meta.stat()
                stamp = (found.st_mtime_ns, found.st_ino)
                if reader is None:
                    reader = self._readers[generation] = self._open(meta, stamp)
                elif reader.stamp != stamp:
                    reader.look_again()
                    reader.stamp = stamp
                return reader
            except (OSError, ValueError) as fault:
                self._readers.pop(generation, None)
                if not meta.exists():
                    raise GenerationMissing(generation) from fault
                raise

    def _open(self, meta: Path, stamp: tuple[int, int]) -> _Reader:
        index = Index.open(str(meta.parent))
        # No watching thread: meta.json is looked at before every search anyway.
        index.config_reader("manual")
        for language in {*self._languages, ""}:
            index.register_tokenizer(analyser_name(language), analyser(language))
        index.register_tokenizer(SPLITTER, splitter())
        # A generation made before a field was added goes on without it until its successor is full.
        names = {each["name"] for each in orjson.loads(meta.read_bytes())["schema"]}
        fields = there(self._fields, names)
        words, pairs = Words(meta.parent / "words"), Pairs(meta.parent, PAIRS in names)
        builder = QueryBuilder(index.schema, fields, words.near, pairs)
        reader = _Reader(index, meta, stamp, fields, words, pairs, builder)
        reader.look_again()
        return reader

    def _writer(self, generation: str, reader: _Reader) -> IndexWriter:
        if generation not in self._writers:
            try:
                writer = reader.index.writer(WRITER_BYTES, 1)
            except ValueError as fault:
                if "LockBusy" in str(fault):
                    raise IndexBusy(f"another process writes to {generation}") from fault
                raise
            if not reader.words.is_complete(reader.commit):
                reader.index.reload()
                reader.words.begin_anew(reader.all_words(), reader.commit)
            self._writers[generation] = writer
        return self._writers[generation]

    def _let_go(self, generation: str) -> None:
        writer = self._writers.pop(generation, None)
        if writer is not None:
            writer.wait_merging_threads()

    def _commit(
        self,
        generation: str,
        reader: _Reader,
        puts: Iterable[Document],
        removed: Collection[str],
        new: Collection[str] = (),
    ) -> None:
        """Remove, then put. Of what is `new` nothing is there yet, so it need not be looked for in every part."""
        writer = self._writer(generation, reader)
        texts = set[str]()
        try:
            reader.pairs.choose(reader.index.searcher(), reader.stemmed())
            for key in removed:
                writer.delete_documents_by_term("id", clean(key))
            for each in puts:
                if each.id not in new:
                    writer.delete_documents_by_term("id", clean(each.id))
                writer.add_document(on_disk(each, reader.fields, reader.pairs))
                texts |= pieces(each, reader.fields)
            reader.words.add(words_of(texts))
            reader.words.completed(writer.commit())
            _give_back()
        except BaseException:
            # What was half written must not come with the next commit, and a broken writer stays broken.
            self._writers.pop(generation, None)
            del writer
            raise

    def _versions(self, reader: _Reader, keys: Sequence[str]) -> dict[str, int]:
        searcher = reader.index.searcher()
        wanted = tantivy.Query.term_set_query(reader.index.schema, "id", [clean(key) for key in keys])
        places = [place for _, place in searcher.search(wanted, limit=len(keys) or 1, count=False).hits]
        versions = searcher.fast_field_values("version", places)
        return {
            str(searcher.doc(place).get_first("id")): int(version or 0)
            for place, version in zip(places, versions, strict=True)
        }

    def _beside_removed(self, generation: str, searcher: Searcher) -> Iterable[Document] | None:
        """The documents in segments that hold removed ones too; None when there is no such segment."""
        meta = orjson.loads((self._path(generation) / "meta.json").read_bytes())
        wounded = [bool(segment["deletes"]) for segment in meta["segments"]]
        if not any(wounded):
            return None
        found = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs or 1, count=False)
        return (document_at(searcher, place) for _, place in found.hits if wounded[place.segment_ord])


def _give_back() -> None:
    """Return freed memory: glibc keeps what tantivy's threads freed, 30 MB after some writes and 100 after a purge."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
