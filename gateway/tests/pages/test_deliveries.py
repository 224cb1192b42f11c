"""What became of mails, as administrators read it: in words, with titles only where their owners permit them."""

import json
import re
from pathlib import Path

import pytest

from gateway.pages.staff_deliveries import OUTCOMES, STATES, summary

from ..conftest import PASSWORD, person
from .reading import field

ROOT = Path(__file__).resolve().parents[3]
PAGE = "/staff/deliveries"


@pytest.fixture(scope="module")
def hal(portal):
    """An administrator, and nothing else."""
    portal.imports("accounts", "users", [person("hal", "staff", "administrator") | {"password": PASSWORD}])
    return portal.sign_in("hal@staff.example", PASSWORD)


@pytest.fixture(scope="module")
def told(portal, ana, ben):
    """Ben follows Ana's topic, where she replied; and then wants no mail of that, and she replied again."""
    topic = re.search(r"/topics/[0-9a-f-]{36}", ana.get("/topics").text)[0]
    ben.post(f"{topic}/follow", {"on": "1"})
    portal.settle()
    ana.post(f"{topic}/replies", {"body": "Look at the clamp, it came loose here."})
    portal.settle()
    ben.post("/account/notifications/end", {"kind": "reply-posted"})
    portal.settle()
    ana.post(f"{topic}/replies", {"body": "And look at the cable, too."})
    portal.settle()
    return topic


def rows(page):
    """Each message of the page in words."""
    listed = page.text.partition('<ul class="at-rows')[2].partition("</ul>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in listed.split("<li>")[1:]]


def test_each_message_says_whom_of_what_and_what_became_of_its_mail(hal, told):
    second, first = rows(hal.get(PAGE))
    assert first.startswith("Ben Example Sent Reply: Why does the wombat drip?")
    assert "Its receiver wants such mails at once." in first and "by mail sent just now" in first
    assert "Not mailed" in second and "Its receiver does not want such mails." in second


def test_the_head_counts_each_outcome_with_its_reasons(hal, told):
    numbers = re.search(r"<tbody>.*?</tbody>", hal.get(PAGE).text, re.S)[0]
    said = " ".join(re.sub(r"<[^>]+>", " ", numbers).split())
    assert said == "Sent 1 1 Sent in a digest 0 0 Waiting 0 0 Not mailed 1 1 " + (
        "its receiver does not want such mails 1 1 Failed 0 0"
    )


def test_it_is_narrowed_by_state_and_person(hal, told):
    assert len(rows(hal.get(f"{PAGE}?state=sent"))) == 1
    assert "No message like that" in hal.get(f"{PAGE}?state=suppressed:cap").text
    ben = re.search(rf'href="{PAGE}\?person=([0-9a-f-]+)"', hal.get(PAGE).text)[1]
    assert len(rows(hal.get(f"{PAGE}?person={ben}"))) == 2
    assert f'href="{PAGE}?person={ben}"' in hal.get(f"/staff/people/{ben}").text
    assert hal.get(f"{PAGE}?state=nonsense&person=%00").status_code == 200


def test_only_administrators_come_in(visitor, ana, wim, hal):
    assert visitor.get(PAGE).status_code == 303
    assert [who.get(PAGE).status_code for who in (ana, wim)] == [403, 403]
    assert f'href="{PAGE}"' in hal.get("/staff").text and f'href="{PAGE}"' not in wim.get("/staff").text


def test_there_are_words_for_every_state_that_notify_knows():
    document = json.loads((ROOT / "services" / "notify" / "contracts" / "openapi.json").read_text())
    asked = document["paths"]["/internal/v1/pages/deliveries"]["get"]["parameters"]
    (known,) = (each["schema"]["enum"] for each in asked if each["name"] == "state")
    assert set(STATES) == {state for state in known if state}


def test_an_outcome_that_nothing_came_to_is_said_where_it_is_expected():
    told = summary([{"outcome": "waiting", "reason": "digest", "day": 1, "week": 2}])
    assert [(row["state"], row["week"]) for row in told if row["week"]] == [("waiting", 2), ("waiting:digest", 2)]
    assert set(OUTCOMES) - {row["state"] for row in told} == {"unknown"}


def test_what_the_viewer_may_not_read_is_not_named(hal, olga, told):
    form = olga.get(f"{told}/hide")
    sent = {"version": field(form, "version"), "reason": "It is an advertisement.", "back": "queue"}
    assert olga.post(f"{told}/hide", sent).status_code == 303
    page = hal.get(PAGE)
    assert "something you may not read" in page.text and "wombat" not in page.text
