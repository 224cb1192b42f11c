"""Every text that the portal says is there in every language, whole."""

import re
from collections import Counter

import pytest
from support.portal_words import texts, translated

from gateway.catalogue import SCRIPTS, TONGUES, catalogues

PLACE = re.compile(r"%\(\w+\)s|%%|<[^>]+>|\{\{|\}\}")
LANGUAGES = [language for language in catalogues() if language != "en"]


def key(message):
    return message.context, message.id


def forms(text):
    return text if isinstance(text, tuple) else (text,)


def test_each_language_says_what_it_is_called():
    assert list(TONGUES) == list(catalogues())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_its_translation(language):
    wanted = texts(".html", ".py")
    there = {key(message) for name, message in translated(language) if name != SCRIPTS and all(forms(message.string))}
    assert {wanted[each][0]: each for each in wanted.keys() - there} == {}
    assert there - wanted.keys() == set(), "nobody says these any more"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_a_script_has_its_translation(language):
    wanted = texts(".js").keys()
    assert {key(message) for name, message in translated(language) if name == SCRIPTS} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_and_the_marks_of_its_text(language):
    wrong = [
        (message.id, said)
        for _, message in translated(language)
        for text, said in zip(forms(message.id), forms(message.string))
        if Counter(PLACE.findall(text)) != Counter(PLACE.findall(said))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_stands_in_one_file_alone(language):
    names = Counter(key(message) for name, message in translated(language) if name != SCRIPTS)
    assert [each for each, count in names.items() if count > 1] == []
