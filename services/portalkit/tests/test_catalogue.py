"""Words in the reader's language, read from files beside the code."""

import pytest

from portalkit.catalogue import Catalogue, catalogues_of, spoken

GERMAN = """
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n != 1);"

msgid "Hello %(name)s"
msgstr "Guten Tag, %(name)s"

msgid "One mail"
msgid_plural "%(num)s mails"
msgstr[0] "Eine E-Mail"
msgstr[1] "%(num)s E-Mails"

msgid "Not yet"
msgstr ""

#, fuzzy
msgid "Perhaps"
msgstr "Vielleicht"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "frame.po").write_text(GERMAN)
    (tmp_path / "de" / "more.po").write_text('msgctxt "verb"\nmsgid "Mail"\nmsgstr "Schreiben"\n')
    return tmp_path


def test_a_text_is_said_in_its_language_with_what_it_names(folder):
    german = spoken(folder, "de")
    assert german.say("Hello %(name)s", name="100 %") == "Guten Tag, 100 %"
    assert german.text("Mail", "verb") == "Schreiben" and german.text("Mail") == "Mail"


def test_a_number_chooses_the_form(folder):
    german, english = spoken(folder, "de"), spoken(folder, "en")
    assert german.count("One mail", "%(num)s mails", 3) == "3 E-Mails"
    assert [german.counted("One mail", "%(num)s mails", number) for number in (1, 0)] == [
        "Eine E-Mail",
        "%(num)s E-Mails",
    ]
    assert [english.counted("One mail", "%(num)s mails", number) for number in (1, 2)] == ["One mail", "%(num)s mails"]


def test_what_has_no_finished_translation_is_said_in_english(folder):
    german = spoken(folder, "de")
    assert [german.say(text) for text in ("Not yet", "Perhaps", "Unheard of: 100 %")] == [
        "Not yet",
        "Perhaps",
        "Unheard of: 100 %",
    ]


@pytest.mark.parametrize(
    ("tag", "language"), [("de", "de"), ("de-AT", "de"), ("DE", "de"), ("tlh", "en"), ("", "en"), (None, "en")]
)
def test_a_person_is_written_to_in_their_language_or_else_in_english(folder, tag, language):
    assert spoken(folder, tag).language == language


def test_catalogues_are_read_once(folder):
    assert catalogues_of(folder) is catalogues_of(folder) and list(catalogues_of(folder)) == ["en", "de"]


def test_lines_of_arabic_begin_on_the_right():
    assert [Catalogue(tag).direction for tag in ("ar-EG", "de")] == ["rtl", "ltr"]
