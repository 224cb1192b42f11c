"""Texts are indexed as their readers see them."""

import time

import pytest

from knowledge.model.marks import without_marks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The log:\n\n```text\n22:00 pH 7.08\n```\nIs it *faulty*?", "The log:\n\n\n22:00 pH 7.08\n\nIs it faulty?"),
        ("# Head\n> quoted\n- one\n  - two\n12. three", "Head\nquoted\none\ntwo\nthree"),
        ("If `ref` is **not** _stable_, ~~wait~~ ask.", "If ref is not stable, wait ask."),
        ("See [the manual](https://there.example/a_b) first.", "See the manual first."),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "| a | b |\n\n| 1 | 2 |"),
        ("5 * 3 = 15, snake_case, a*b, [not a link] (x) and 2 - 1", None),
        ("-3 degrees, #4711 and 1.5 V", None),
        ("a ***very*** strong ``x`y`` word", "a very strong x`y word"),
    ],
)
def test_marks_go_and_words_stay(text, words):
    assert without_marks(text) == (text if words is None else words)


@pytest.mark.parametrize("piece", ["[", "](", "*", "_a", "`", "> ", "- ", "|-", "-", " ", "~~", "![a](", "\n"])
def test_no_text_takes_long(piece):
    began = time.monotonic()
    without_marks(piece * (60_000 // len(piece)) + "x")
    assert time.monotonic() - began < 1
