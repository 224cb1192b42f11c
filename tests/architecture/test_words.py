"""Every text that the portal says, on its pages and in its mails, is there in every language, whole."""

import re
from collections import Counter

import pytest
from support.portal_words import ROOMS, texts, translated

from gateway.catalogue import TONGUES, catalogues
from portalkit.catalogue import SCRIPTS

PLACE = re.compile(r"%\(\w+\)s|%%|<[^>]+>|\{\{|\}\}")
FOLDERS = [
    pytest.param(room / "translations" / it, id=f"{room.name}-{it}") for room in ROOMS for it in TONGUES if it != "en"
]
every_language = pytest.mark.parametrize("folder", FOLDERS)


def key(message):
    return message.context, message.id


def forms(text):
    return text if isinstance(text, tuple) else (text,)


def test_each_language_says_what_it_is_called():
    assert list(TONGUES) == list(catalogues())


@every_language
def test_every_text_has_its_translation(folder):
    wanted = texts(folder.parents[1], ".html", ".py")
    there = {key(message) for name, message in translated(folder) if name != SCRIPTS and all(forms(message.string))}
    assert {wanted[each][0]: each for each in wanted.keys() - there} == {}
    assert there - wanted.keys() == set(), "nobody says these any more"


@every_language
def test_every_text_of_a_script_has_its_translation(folder):
    wanted = texts(folder.parents[1], ".js").keys()
    assert {key(message) for name, message in translated(folder) if name == SCRIPTS} == wanted


@every_language
def test_a_translation_has_the_places_and_the_marks_of_its_text(folder):
    wrong = [
        (message.id, said)
        for _, message in translated(folder)
        for text, said in zip(forms(message.id), forms(message.string))
        if Counter(PLACE.findall(text)) != Counter(PLACE.findall(said))
    ]
    assert wrong == []


@every_language
def test_a_text_stands_in_one_file_alone(folder):
    names = Counter(key(message) for name, message in translated(folder) if name != SCRIPTS)
    assert [each for each, count in names.items() if count > 1] == []
