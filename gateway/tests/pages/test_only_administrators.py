"""The only administrator of an organisation leaves: they are asked first, and afterwards others see what is missing."""

import pytest

from ..conftest import PASSWORD, person
from .reading import errors
from .test_staff_home import queues

QUEUE = "Organisations without an administrator"
LEFT = "/staff/organisations?without=left"


@pytest.fixture(scope="module")
def skogen(portal):
    """An organisation that Liv alone administers, and that Odd belongs to: its page, Liv and Odd."""
    ids = portal.imports("accounts", "users", [person("liv", "customer"), person("odd", "customer")])
    members = [{"user_id": ids["liv"], "role": "administrator"}, {"user_id": ids["odd"]}]
    item = {"external_id": "skogen", "name": "Skogen", "kind": "company", "members": members}
    place = f"/organisation/{portal.imports('accounts', 'organisations', [item])['skogen']}"
    portal.settle()
    return place, *(portal.sign_in(f"{name}@customers.example", PASSWORD) for name in ("liv", "odd"))


def test_the_page_says_before_what_would_be_left_and_leads_to_where_another_one_is_named(skogen):
    place, liv, odd = skogen
    for path in ("/account/data", "/account/erase"):
        told = liv.get(path).text
        assert "Without you, nobody administers:" in told and f'<a href="{place}">Skogen</a>, 1 other member' in told
        assert "Without you" not in odd.get(path).text
    assert "You are its only administrator." in liv.get(place).text


def test_who_does_not_tick_that_she_goes_all_the_same_is_asked_to_and_nothing_is_closed(skogen):
    _, liv, _ = skogen
    again = liv.post("/account/erase", {"word": "erase"})
    assert again.status_code == 409 and errors(again)[0].startswith(
        "You are the only administrator of an organisation."
    )
    assert "I go, and leave without an administrator: Skogen" in again.text
    assert liv.get("/account").status_code == 200


def test_all_of_it_is_said_in_german(skogen):
    _, liv, _ = skogen
    liv.post("/language", {"language": "de", "back": "/"})
    again = liv.post("/account/erase", {"word": "erase"})
    assert errors(again)[0].startswith("Sie verwalten eine Organisation allein.")
    assert "Ohne Sie verwaltet niemand:" in again.text and "1 weiteres Mitglied" in again.text


def test_afterwards_administrators_of_the_portal_see_it_and_members_are_told_whom_to_ask(portal, skogen, olga):
    place, liv, odd = skogen
    assert "Skogen" not in olga.get(LEFT).text and queues(olga.get("/staff"))[QUEUE] == "0"
    assert liv.post("/account/erase", {"word": "erase", "leave_alone": "1"}).status_code == 303
    portal.settle()
    assert queues(olga.get("/staff"))[QUEUE] == "1" and "Skogen" in olga.get(LEFT).text
    assert "Make one of its members an administrator" in olga.get(place).text
    told = odd.get(place).text
    assert "Nobody administers this organisation just now" in told and "ask the people who run" in told
