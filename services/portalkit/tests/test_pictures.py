"""Pictures lose what was written about them, and nothing of what is seen."""

import struct
import zlib

import pytest

from portalkit.documents import pictures
from portalkit.errors import Refused
from portalkit.testing.documents import PNG, chunked_png, exif, jpeg, webp

WORDS = b"51.5007 N 0.1246 W, taken by Ann"
SCAN = bytes(range(256)) * 40
CAMERA = (0xE1, b"Exif\0\0" + exif(1, WORDS))
XMP = (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + WORDS)
PROFILE, ADOBE = (0xE2, b"ICC_PROFILE\0\1\1colours"), (0xEE, b"Adobe\0d\0\0\0\0\0\1")
VP8X = b"VP8X", bytes((0x0C | 0x10, 0, 0, 0, 9, 0, 0, 9, 0, 0))
GIF = b"GIF89a\1\0\1\0\x80\0\0" + b"\0\0\0\xff\xff\xff"
FRAME, AGAIN = b"!\xf9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0", b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0"


def bare(data, kind):
    return b"".join(pictures.bare(data, kind))


def turned(data, kind):
    """Which way up it says that it is, as an Exif reader finds it."""
    found = data.find(b"MM\0*")
    return 1 if found < 0 else pictures._orientation(data[found:])


@pytest.mark.parametrize(
    ("kind", "with_words", "without"),
    [
        ("jpg", jpeg(SCAN, CAMERA, XMP, (0xED, b"Photoshop 3.0\0" + WORDS), (0xFE, WORDS)), jpeg(SCAN)),
        ("jpg", jpeg(SCAN, CAMERA, PROFILE, ADOBE, (0xE2, b"MPF\0" + WORDS)), jpeg(SCAN, PROFILE, ADOBE)),
        ("jpg", jpeg(SCAN, behind=jpeg(SCAN, CAMERA)), jpeg(SCAN)),
        ("png", chunked_png((b"eXIf", exif(1, WORDS)), (b"IDAT", SCAN)), chunked_png((b"IDAT", SCAN))),
        (
            "png",
            chunked_png(
                (b"iCCP", b"c"), (b"tEXt", WORDS), (b"zTXt", WORDS), (b"iTXt", WORDS), (b"IDAT", SCAN), behind=WORDS
            ),
            chunked_png((b"iCCP", b"c"), (b"IDAT", SCAN)),
        ),
        (
            "webp",
            webp(VP8X, (b"VP8 ", b"odd"), (b"EXIF", exif(1, WORDS)), (b"XMP ", WORDS)) + WORDS,
            webp((b"VP8X", bytes((0x10, *VP8X[1][1:]))), (b"VP8 ", b"odd")),
        ),
        (
            "gif",
            GIF + AGAIN + b"!\xfe\x20" + WORDS + b"\0!\xff\x0bXMP DataXMP\x20" + WORDS + b"\0" + FRAME + b";" + WORDS,
            GIF + AGAIN + FRAME + b";",
        ),
    ],
)
def test_what_was_written_about_a_picture_is_left_out_and_all_else_stays(kind, with_words, without):
    assert WORDS in with_words
    assert bare(with_words, kind) == without
    assert bare(without, kind) == without


@pytest.mark.parametrize("orientation", [2, 6, 8])
@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("jpg", lambda tiff: jpeg(SCAN, (0xE1, b"Exif\0\0" + tiff))),
        ("png", lambda tiff: chunked_png((b"eXIf", tiff), (b"IDAT", SCAN))),
        ("webp", lambda tiff: webp(VP8X, (b"VP8 ", SCAN), (b"EXIF", tiff))),
    ],
)
def test_it_stays_the_same_way_up(kind, make, orientation):
    made = bare(make(exif(orientation, WORDS)), kind)
    assert turned(made, kind) == orientation and WORDS not in made
    assert bare(made, kind) == made


def test_the_sum_of_a_part_that_was_made_anew_is_right():
    made = bare(chunked_png((b"eXIf", exif(6, WORDS))), "png")
    length, part = struct.unpack(">L", made[33:37])[0], made[37 : 37 + 4 + struct.unpack(">L", made[33:37])[0]]
    assert part[:4] == b"eXIf" and made[37 + 4 + length : 45 + length] == struct.pack(">L", zlib.crc32(part))


def test_one_that_broke_off_is_taken_as_far_as_it_came():
    assert bare(jpeg(SCAN)[:-500], "jpg") == jpeg(SCAN)[:-500]
    assert bare(PNG, "png") == PNG


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("jpg", b"\xff\xd8\xff\xe0<html><script>alert(1)</script>"),
        ("jpg", b"\xff\xd8\xff"),
        ("jpg", b"\xff\xd8" + b"\xff\x01" * 30_000),
        ("png", PNG + b"\0\0\0\0spam\0\0\0\0" * 30_000),
        ("png", PNG + b"\0\0"),
        ("gif", GIF + b"?"),
        ("gif", b"GIF89a"),
        ("webp", webp(*[(b"VP8 ", b"")] * 30_000)),
    ],
)
def test_one_that_cannot_be_followed_is_refused(kind, content):
    with pytest.raises(Refused) as caught:
        bare(content, kind)
    assert (caught.value.slug, caught.value.status) == ("damaged-file", 422)
