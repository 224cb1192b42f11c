"""Pictures without what a camera or a program wrote into them: where and when it was taken, by whom, with what.

Nothing is decoded or made anew: the parts that say such things are left out, and so is whatever follows the picture's
end. Kept are its pixels, its colours, and which way up it is.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from portalkit.errors import Refused

MOST_PARTS = 20_000  # of one file; more would only keep a thread busy
TIFF = b"Exif\0\0"
PNG_LEFT_OUT = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME")
WEBP_LEFT_OUT = (b"EXIF", b"XMP ")
HAS_EXIF, HAS_XMP = 0x08, 0x04  # in the first byte of a WebP's VP8X
ORIENTATION = 0x0112
START, END, SCAN, EXIF, COLOURS, ADOBE, COMMENT = 0xD8, 0xD9, 0xDA, 0xE1, 0xE2, 0xEE, 0xFE
ALONE = (0x01, *range(0xD0, 0xD8))  # markers without a length
NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
Bytes = Any  # bytes, or a mapped file


def bare(data: Bytes, kind: str) -> Iterator[bytes]:
    """The picture in `data`, piece by piece. Raises Refused (422) for one whose parts cannot be told apart."""
    try:
        yield from BARE[kind](data)
    except (struct.error, IndexError) as fault:
        raise damaged() from fault


def damaged() -> Refused:
    """What is said of a picture that cannot be followed from part to part."""
    return Refused("damaged-file", "This picture is damaged. Save it anew and try again.", 422)


def _jpeg(data: Bytes) -> Iterator[bytes]:
    kept, turned = [], 1
    for marker, start, stop in _segments(data):
        if marker == EXIF and data[start + 4 : start + 10] == TIFF:
            turned = _orientation(data[start + 10 : stop]) if turned == 1 else turned
        elif not _says_something(marker, data[start + 4 : start + 16]):
            kept.append((start, stop))
    yield bytes((0xFF, START))
    if turned != 1:
        exif = TIFF + _turning(turned)
        yield struct.pack(">BBH", 0xFF, EXIF, len(exif) + 2) + exif
    yield from (data[start:stop] for start, stop in kept)


def _says_something(marker: int, beginning: bytes) -> bool:
    """Whether it is no part of the picture: all that applications add but JFIF, colour profiles and Adobe's colours."""
    if marker == COLOURS:
        return not beginning.startswith(b"ICC_PROFILE\0")
    return marker == COMMENT or (0xE1 <= marker <= 0xEF and marker != ADOBE)


def _segments(data: Bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each part after the first two bytes, up to the picture's end; a scan with its data."""
    at = 2
    for _ in range(MOST_PARTS):
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at >= len(data) or data[at] != 0xFF:
            raise damaged()
        marker = data[at + 1]
        if marker == END:
            yield marker, at, at + 2
            return
        if marker in ALONE:
            yield marker, at, at + 2
            at += 2
            continue
        stop = at + 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
        if marker == SCAN:
            found = NEXT_MARKER.search(data, stop)
            if found is None:  # it broke off; browsers show as much as there is
                yield marker, at, len(data)
                return
            stop = found.start()
        yield marker, at, stop
        at = stop
    raise damaged()


def _png(data: Bytes) -> Iterator[bytes]:
    yield data[:8]
    at = 8
    for _ in range(MOST_PARTS):
        if at >= len(data):
            return
        length, name = struct.unpack(">L4s", data[at : at + 8])
        stop = at + 12 + length
        if name == b"eXIf":
            yield from _png_turned(_orientation(data[at + 8 : stop - 4]))
        elif name not in PNG_LEFT_OUT:
            yield data[at:stop]
        if name == b"IEND":
            return
        at = stop
    raise damaged()


def _png_turned(turned: int) -> Iterator[bytes]:
    if turned != 1:
        part = b"eXIf" + _turning(turned)
        yield struct.pack(">L", len(part) - 4) + part + struct.pack(">L", zlib.crc32(part))


def _webp(data: Bytes) -> Iterator[bytes]:
    kept, turned, at, end = [], 1, 12, 8 + int(struct.unpack("<L", data[4:8])[0])
    for _ in range(MOST_PARTS):
        if at + 8 > min(end, len(data)):
            break
        name, length = struct.unpack("<4sL", data[at : at + 8])
        stop = at + 8 + length + length % 2
        if name == b"EXIF":
            turned = _orientation(data[at + 8 : stop].removeprefix(TIFF))
        elif name not in WEBP_LEFT_OUT:
            kept.append((name, at, stop))
        at = stop
    else:
        raise damaged()
    exif = b"EXIF" + struct.pack("<L", len(_turning(turned))) + _turning(turned) if turned != 1 else b""
    pieces = [_flagged(data[at:stop], bool(exif)) if name == b"VP8X" else data[at:stop] for name, at, stop in kept]
    yield b"RIFF" + struct.pack("<L", 4 + sum(map(len, pieces)) + len(exif)) + b"WEBP"
    yield from pieces
    yield exif


def _flagged(part: bytes, turned: bool) -> bytes:
    """A VP8X that says what is still there."""
    flags = part[8] & ~(HAS_EXIF | HAS_XMP) | (HAS_EXIF if turned else 0)
    return part[:8] + bytes((flags,)) + part[9:]


def _gif(data: Bytes) -> Iterator[bytes]:
    at = 13 + _colours(data[10])
    yield data[:at]
    for _ in range(MOST_PARTS):
        if at >= len(data) or data[at] == 0x3B:
            yield b";"
            return
        if data[at] == 0x21:
            stop = _blocks_end(data, at + 2)
            name = data[at + 3 : at + 14] if data[at + 1] == 0xFF else b""
            if data[at + 1] == 0xF9 or name in (b"NETSCAPE2.0", b"ANIMEXTS1.0"):
                yield data[at:stop]
        elif data[at] == 0x2C:
            stop = _blocks_end(data, at + 11 + _colours(data[at + 9]))
            yield data[at:stop]
        else:
            raise damaged()
        at = stop
    raise damaged()


def _colours(flags: int) -> int:
    """How many bytes the table of colours takes that such flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: Bytes, at: int) -> int:
    """Where the row of blocks ends that begins there."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _orientation(tiff: bytes) -> int:
    """Which way up it is (1 to 8), as Exif says; 1 for whatever cannot be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(order + "L", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, at)
        for n in range(min(count, 500)):
            tag, _, _, value = struct.unpack_from(order + "HHLH", tiff, at + 2 + 12 * n)
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _turning(orientation: int) -> bytes:
    """Exif that says nothing else."""
    return struct.pack(">4sLHHHLHHL", b"MM\0*", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)


BARE: dict[str, Callable[[Bytes], Iterator[bytes]]] = {"jpg": _jpeg, "png": _png, "webp": _webp, "gif": _gif}
