"""The home of staff: five tasks of each role, and the queues of its own."""

import re

import pytest

from gateway.pages.staff_home import TASKS, tasks_of


def tasks(page):
    group = re.search(r'aria-label="Your top tasks">(.*?)</div>', page.text, re.S)[1]
    return re.findall(r'<a [^>]*href="([^"]+)"', group)


def queues(page):
    found = re.findall(
        r'<span class="at-count[^"]*">([^<]*)</span><div><a class="at-title" href="[^"]+">([^<]+)', page.text
    )
    return {name: count for count, name in found}


@pytest.mark.parametrize("role", TASKS)
def test_each_role_has_five_tasks_and_all_of_them_are_pages_it_may_open(portal, olga, role):
    assert len(tasks_of({role})) == 5
    if role != "reviewer":
        for _, href, _ in tasks_of({role}):
            assert olga.get(href).status_code == 200, href


def test_who_has_several_roles_gets_the_first_of_each(olga, wim):
    assert tasks(olga.get("/staff"))[:3] == ["/staff/articles/new", "/staff/moderation", "/staff/people"]
    assert tasks(wim.get("/staff")) == [href for _, href, _ in TASKS["author"]]
    assert len(tasks_of(set())) == 5


def test_queues_are_those_of_the_role_and_counted(olga, wim):
    mine, theirs = queues(olga.get("/staff")), queues(wim.get("/staff"))
    assert {"Reported posts", "Appeals"} <= set(mine) and not {"Reported posts", "Appeals"} & set(theirs)
    assert mine["Questions without an answer"] == theirs["Questions without an answer"] == "1"
    assert theirs["Searches that found nothing"] == "0"
    assert (mine["What needs an owner"], theirs["What needs an owner"]) == (
        "2",
        "1",
    )  # imported without: two categories
    assert not [name for name in mine if name.startswith("Parked")]
