"""The beginning of a text."""

from notify.model.excerpt import excerpt


def test_a_short_text_stays_as_it_is():
    assert excerpt("Take the `small` one.\r\n\r\n\r\n\r\nGood luck.") == "Take the `small` one.\n\nGood luck."


def test_a_long_text_is_cut_between_words():
    cut = excerpt("one two three four five", 12)
    assert cut == "one two …"


def test_a_text_without_words_to_cut_between_is_cut_all_the_same():
    assert excerpt("x" * 50, 10) == "x" * 10 + " …"


def test_no_text_has_no_beginning():
    assert excerpt(None) is None
