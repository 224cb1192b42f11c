"""What people download of theirs tells nothing of things that they may not read, whatever they had to do with them."""

import json
from importlib import import_module

import pytest

from leaks.people import OUTSIDE, THINGS
from leaks.words import words_of
from portalkit import rights

PEOPLE = [who for who in OUTSIDE if who != "visitor"]
OWN = {"topic:mine", "topic:mine-own", "reply:mine"}  # what the outsider wrote, where others read it now
SERVICES = ("accounts", "knowledge", "community", "notify")


def exported(world, who):
    """Everything that is told to a person of what is held of them, as text."""
    told = {}
    for service in SERVICES:
        database = world.portal.apps[service].extensions["database"]
        with database.reading() as db:
            told[service] = rights.told(db, rights.held(service), world.ids[f"person:{who}"])
    return json.dumps(told, default=str)


@pytest.mark.parametrize("who", PEOPLE)
def test_an_export_holds_no_word_of_what_is_closed_to_whom_it_is_for(worlds, closing, who):
    hidden = THINGS - OUTSIDE[who] - (OWN if who == "outsider" else set())
    for world in (worlds.hiding, closing.world):
        text = exported(world, who)
        assert world.ids[f"person:{who}"] in text
        assert [name for name in hidden for word in words_of(name) if word in text] == []


def test_an_export_holds_the_words_of_whom_it_is_for(worlds):
    text = exported(worlds.hiding, "insider")
    assert [word for word in words_of("reply:told")[1:2] if word not in text] == []


def test_every_service_declares_what_it_holds():
    assert all(import_module(f"{service}.store.rights").HELD for service in SERVICES)
