"""What changed between two texts."""

import time

from knowledge.model.difference import AROUND, MOST_LINES, Row, side_by_side


def told(rows: list[Row]) -> list[tuple[str, str | None, str | None]]:
    def text(line: object) -> str | None:
        return None if line is None else "".join(f"[{p.text}]" if p.changed else p.text for p in line)  # type: ignore[attr-defined]

    return [(row.mark, text(row.left), text(row.right)) for row in rows]


def test_equal_texts_have_no_difference() -> None:
    assert side_by_side("a\nb", "a\nb") == []


def test_a_changed_line_says_which_words() -> None:
    assert told(side_by_side("Take two points.\nRinse.", "Take three points.\nRinse.")) == [
        ("changed", "Take [two] points.", "Take [three] points."),
        ("same", "Rinse.", "Rinse."),
    ]


def test_lines_that_came_and_went_stand_beside_nothing() -> None:
    assert told(side_by_side("a\nb", "a\nb\nc")) == [("same", "a", "a"), ("same", "b", "b"), ("added", None, "[c]")]
    assert told(side_by_side("a\nb", "b")) == [("removed", "[a]", None), ("same", "b", "b")]
    assert told(side_by_side("", "a")) == [("added", None, "[a]")]


def test_equal_lines_far_from_a_change_are_counted_not_shown() -> None:
    lines = [f"line {number}" for number in range(100)]
    changed = lines[:50] + ["else"] + lines[51:]
    rows = side_by_side("\n".join(lines), "\n".join(changed))
    assert [row.mark for row in rows] == ["gap", *["same"] * AROUND, "changed", *["same"] * AROUND, "gap"]
    assert [row.hidden for row in rows if row.mark == "gap"] == [50 - AROUND, 49 - AROUND]


def test_nothing_of_either_text_is_lost() -> None:
    older, newer = "a\n\n  b\tc\nd é ü", "a\n\n  b c\nd é\nü"
    rows = side_by_side(older, newer)
    for side, text in (("left", older), ("right", newer)):
        lines = [getattr(row, side) for row in rows if getattr(row, side) is not None]
        assert "\n".join("".join(piece.text for piece in line) for line in lines) == text


def test_the_longest_and_most_alike_texts_are_compared_in_seconds() -> None:
    alike = "\n".join("ab"[number % 2] for number in range(30_000))
    other = "\n".join("abc"[number % 3] for number in range(30_000))
    words, others = "a b " * 15_000, "b a c " * 10_000
    started = time.process_time()
    rows = side_by_side(alike, other)
    side_by_side(words, others)
    assert time.process_time() - started < 5
    assert len(rows) <= 2 * MOST_LINES + 2
