"""The home of staff: five tasks of each role, and the queues of its own."""

import re

import pytest

from gateway.pages.staff_home import TASKS, tasks_of

from ..conftest import PASSWORD, person
from .reading import field
from .test_community import ask, follow
from .test_profiles import save

WAITS = {"Changes of profiles to approve", "Redemptions to settle"}


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


def redeemed(portal, ana, ben, olga):
    """Ben gives the points of an accepted answer for a mug."""
    topic = ask(ana, title="Does it float?").headers["Location"]
    page = follow(ben, ben.post(f"{topic}/replies", {"body": "It does."}))
    reply = re.search(r'id="reply-([0-9a-f-]{36})"', page.text)[1]
    ana.post(f"{topic}/accept", {"reply_id": reply, "version": field(ana.get(topic), "version")})
    new = {"title": "A mug", "body": "Blue.", "cost": "10", "stock": "1", "per_person": "", "audiences": ["members"]}
    new |= {"starts_at": "2026-01-01T00:00", "ends_at": "", "form_key": field(olga.get("/rewards/new"), "form_key")}
    place = olga.post("/rewards/new", new).headers["Location"]
    form = ben.get(place)
    assert ben.post(place, {"cost": field(form, "cost"), "form_key": field(form, "form_key")}).status_code == 303


def test_wishes_for_profiles_and_redemptions_wait_where_whoever_may_decide_them_begins_the_day(
    portal, ana, ben, olga, wim
):
    portal.imports("accounts", "users", [person("mia", "staff", "moderator"), person("ada", "staff", "administrator")])
    portal.settle()
    mia, ada = (portal.sign_in(f"{name}@staff.example", PASSWORD) for name in ("mia", "ada"))
    before = queues(ada.get("/staff"))
    assert {name: before[name] for name in WAITS} == dict.fromkeys(WAITS, "0")
    assert save(ben, legal_name="Benjamin Example").status_code == 303
    redeemed(portal, ana, ben, olga)
    after = queues(ada.get("/staff"))
    assert {name: after[name] for name in WAITS} == dict.fromkeys(WAITS, "1")
    assert WAITS & set(queues(mia.get("/staff"))) == {"Redemptions to settle"}
    assert not WAITS & set(queues(wim.get("/staff")))
    page = ada.get("/staff").text
    assert 'href="/staff/profiles"' in page and 'href="/staff/redemptions"' in page
