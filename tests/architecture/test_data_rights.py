"""Everything that is held of people is said to be held: no column with a person's id is forgotten."""

import re
from importlib import import_module

import pytest
from sqlalchemy.sql import visitors

from gateway.service_names import NAMES
from portalkit import rights

SERVICES = ("accounts", "knowledge", "community", "notify")
NAMES_A_PERSON = re.compile(
    r"(person|voter|actor|owner_id|deputy_id|author_id|actor_id|user_id|person_id|actor|[a-z]+_by|[a-z]+_by_id|by_id|viewing_id)"
)


def columns_of(service):
    tables = import_module(f"{service}.store.tables").metadata.tables.values()
    return {(service, table.name, column.name) for table in tables for column in table.c}


def declared(service):
    found = set()
    for each in rights.held(service):
        for element in visitors.iterate(each.where):
            table = getattr(element, "table", None)
            if table is not None and hasattr(element, "name"):
                found.add((service, getattr(table, "name", ""), element.name))
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_each_column_that_names_a_person_is_exported_and_has_an_outcome_when_they_leave(service):
    named = {each for each in columns_of(service) if NAMES_A_PERSON.fullmatch(each[2])}
    assert len(named) > 3
    assert named - declared(service) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_what_stays_when_somebody_leaves_says_why_and_every_noun_is_told_once(service):
    held = rights.held(service)
    assert [each.noun for each in held if each.outcome != rights.DELETED and not each.ground] == []
    nouns = [each.noun for each in held]
    assert len(nouns) == len(set(nouns))


@pytest.mark.parametrize("service", SERVICES)
def test_no_secret_is_ever_told(service):
    for each in rights.held(service):
        told = {column.name for column in each.shown}
        assert told >= set(each.tells), each.noun
        assert not {name for name in told if "hash" in name or "secret" in name}, each.noun


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_held_is_called_by_names_that_the_gateway_can_say_in_another_language(service):
    said = {text for each in rights.held(service) for text in (each.noun, each.ground) if text}
    assert said - {str(name) for name in NAMES} == set()
