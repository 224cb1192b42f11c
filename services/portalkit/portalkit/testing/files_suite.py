"""What every file store must do. A backend's test module imports these and gives a fixture `files`, empty each time."""

import hashlib
import io
import threading

import pytest

from portalkit.errors import Missing, Refused
from portalkit.files import Files

KEY = "exports/u1/accounts.json"
MANY = 12 * 1024 * 1024  # more than one piece
LARGE = bytes(range(251)) * (MANY // 251 + 2)


class Trickle:
    """A source that gives little at a time, as a network does, and may break off."""

    def __init__(self, content: bytes, breaks_at: int | None = None) -> None:
        self.content, self.at, self.breaks_at = content, 0, breaks_at

    def read(self, amount: int = -1) -> bytes:
        if self.breaks_at is not None and self.at >= self.breaks_at:
            raise ConnectionResetError("broken off")
        piece = self.content[self.at : self.at + min(amount if amount > 0 else 70_001, 70_001)]
        self.at += len(piece)
        return piece


def put(files: Files, content: bytes, key: str = KEY, most: int = 2 * MANY) -> None:
    files.put(key, io.BytesIO(content), most)


def content_of(files: Files, key: str = KEY, start: int = 0, stop: int | None = None) -> bytes:
    with files.open(key, start, stop) as opened:
        return b"".join(opened)


@pytest.mark.parametrize("content", [b"", b"{}", LARGE], ids=["empty", "small", "large"])
def test_what_was_put_in_comes_out(files: Files, content: bytes) -> None:
    put(files, content)
    with files.open(KEY) as opened:
        assert (opened.file.key, opened.file.size, opened.length) == (KEY, len(content), len(content))
        assert opened.file.content_type == "application/json"
        read = hashlib.sha256(b"".join(opened))
    assert read.digest() == hashlib.sha256(content).digest()


def test_what_is_told_of_a_file_is_the_same_everywhere(files: Files) -> None:
    stored = files.put(KEY, io.BytesIO(b"one"), 10)
    with files.open(KEY) as opened:
        assert stored == opened.file == files.find(KEY) == next(files.below("exports/"))
    assert stored.size == 3 and stored.etag and stored.changed_at.utcoffset() is not None


@pytest.mark.parametrize("size", [3 * 70_001, MANY], ids=["small", "large"])
def test_a_source_that_gives_little_at_a_time_is_taken_whole(files: Files, size: int) -> None:
    files.put(KEY, Trickle(LARGE[:size]), size)
    assert content_of(files) == LARGE[:size]


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [
        (0, 4, b"0123"),
        (2, 5, b"234"),
        (7, None, b"789"),
        (9, 10, b"9"),
        (5, 5, b""),
        (8, 99, b"89"),
        (0, 10, b"0123456789"),
    ],
)
def test_a_part_is_what_lies_between_start_and_stop(
    files: Files, start: int, stop: int | None, expected: bytes
) -> None:
    put(files, b"0123456789")
    with files.open(KEY, start, stop) as opened:
        assert (opened.length, opened.file.size) == (len(expected), 10)
        assert opened.read() == expected and opened.read() == b""


@pytest.mark.parametrize(("start", "stop"), [(10, None), (11, None), (10, 20), (99, 100)])
def test_beyond_the_end_there_is_nothing(files: Files, start: int, stop: int | None) -> None:
    put(files, b"0123456789")
    assert content_of(files, start=start, stop=stop) == b""
    put(files, b"")
    assert content_of(files, start=0, stop=5) == b""


def test_a_part_of_a_large_file_comes_from_its_place(files: Files) -> None:
    put(files, LARGE)
    start = 9 * 1024 * 1024 + 17
    assert content_of(files, start=start, stop=start + 300_000) == LARGE[start : start + 300_000]


@pytest.mark.parametrize(("start", "stop"), [(-1, None), (5, 4), (0, -1)])
def test_a_part_that_is_none_is_an_error(files: Files, start: int, stop: int | None) -> None:
    put(files, b"0123456789")
    with pytest.raises(ValueError):
        files.open(KEY, start, stop)


def test_what_is_put_in_again_takes_the_place_of_the_old(files: Files) -> None:
    put(files, b"old")
    old = files.find(KEY)
    put(files, b"new")
    new = files.find(KEY)
    assert content_of(files) == b"new" and old and new and old.etag != new.etag


def test_whoever_reads_an_old_file_reads_it_to_its_end(files: Files) -> None:
    put(files, b"old" * 200_000)
    with files.open(KEY) as opened:
        first = opened.read(10)
        put(files, b"new")
        assert first + b"".join(opened) == b"old" * 200_000


def test_a_file_that_is_not_there_is_missing(files: Files) -> None:
    assert files.find(KEY) is None
    for start, stop in ((0, None), (3, None), (3, 3)):
        with pytest.raises(Missing):
            files.open(KEY, start, stop)


def test_a_deleted_file_is_missing_and_can_be_deleted_again(files: Files) -> None:
    put(files, b"one")
    put(files, b"two", "exports/u2/accounts.json")
    files.delete(KEY)
    files.delete(KEY)
    assert files.find(KEY) is None
    assert [file.key for file in files.below("")] == ["exports/u2/accounts.json"]


def test_a_folder_lists_what_is_below_it_in_order(files: Files) -> None:
    keys = ["a/b.txt", "a/b/c.txt", "a/b/d/e.txt", "a/b-2/c.txt", "a/bc.txt", "ab/c.txt", "z/a.txt"]
    for key in reversed(keys):
        put(files, key.encode(), key)
    assert [(file.key, file.size) for file in files.below("")] == [(key, len(key)) for key in sorted(keys)]
    assert [file.key for file in files.below("a/b/")] == ["a/b/c.txt", "a/b/d/e.txt"]
    assert list(files.below("nothing/here/")) == []


@pytest.mark.parametrize("size", [11, MANY], ids=["small", "large"])
def test_more_than_may_be_is_refused_and_leaves_what_was_there(files: Files, size: int) -> None:
    put(files, b"old")
    put(files, LARGE[:size], most=size)  # just as much as may be
    with pytest.raises(Refused) as caught:
        put(files, LARGE[: size + 1], most=size)
    assert caught.value.status == 413
    assert content_of(files) == LARGE[:size]


@pytest.mark.parametrize("breaks_at", [0, 70_001, MANY - 70_001], ids=["at once", "early", "late"])
def test_a_source_that_breaks_off_leaves_what_was_there(files: Files, breaks_at: int) -> None:
    put(files, b"old")
    with pytest.raises(ConnectionResetError):
        files.put(KEY, Trickle(LARGE, breaks_at), MANY)
    with pytest.raises(ConnectionResetError):
        files.put("exports/u2/new.json", Trickle(LARGE, breaks_at), MANY)
    assert [file.key for file in files.below("")] == [KEY] and content_of(files) == b"old"


def test_a_reader_never_sees_a_mixture(files: Files) -> None:
    contents = {bytes([65 + n]) * 300_000 for n in range(4)}
    put(files, min(contents))
    writers = [threading.Thread(target=put, args=(files, content)) for content in contents for _ in range(3)]
    for writer in writers:
        writer.start()
    seen = {content_of(files) for _ in range(20)}
    for writer in writers:
        writer.join()
    assert seen | {content_of(files)} <= contents


@pytest.mark.parametrize(
    "key",
    [
        "",
        "accounts.json",
        "/exports/a.json",
        "exports/",
        "exports/a",
        "exports//a.json",
        "exports/../a.json",
        "../exports/a.json",
        "exports/./a.json",
        "exports/.a.json",
        "exports/a.json/",
        "exports/a.json\n",
        "exports/a.json\x00",
        "exports\\a.json",
        "Exports/a.json",
        "exports/ä.json",
        "exports/a b.json",
        "e.x/a.json",
        f"exports/{'a' * 200}.json",
        "a/" * 20 + "a.json",
    ],
)
def test_what_is_no_key_of_ours_is_an_error(files: Files, key: str) -> None:
    for act in (files.find, files.open, files.delete, lambda key: put(files, b"", key)):
        with pytest.raises(ValueError):
            act(key)


@pytest.mark.parametrize("folder", ["exports", "/", "../", "exports/../", ".arriving/", "exports//"])
def test_what_is_no_folder_is_an_error(files: Files, folder: str) -> None:
    with pytest.raises(ValueError):
        list(files.below(folder))
