"""People who are named, followed things, and those who are new, as a browser without scripts meets them."""

import re

import pytest

from community.model.newcomer import NONE, Limits

from .reading import field, notice


def ask(person, **sent):
    """A topic that somebody asked just now; its address."""
    category = re.search(r'<option value="([0-9a-f-]+)"', person.get("/topics/new").text)[1]
    return person.post("/topics/new", {"category_id": category, "title": "Which valve?", "body": "?"} | sent)


def follow(browser, answer):
    """The page that a form leads to."""
    assert answer.status_code == 303, answer.text
    return browser.get(answer.headers["Location"].partition("#")[0])


@pytest.fixture
def strict(portal):
    """As an operator has it who sets nothing."""
    portal.apps["community"].config["NEWCOMERS"] = Limits(3, 5, 3, 10)
    yield
    portal.apps["community"].config["NEWCOMERS"] = NONE


def test_a_named_person_is_told_and_the_name_leads_to_their_page(portal, ana, ben, visitor):
    topic = ask(ana).headers["Location"]
    page = follow(ben, ben.post(f"{topic}/replies", {"body": "As @ana-example says."}))
    person = re.search(r'href="(/people/[0-9a-f-]+)" rel="[^"]*">@ana-example</a>', page.text)[1]
    portal.settle()
    assert re.search(r"Ben Example</b>\s*named you in “Which valve\?”", ana.get("/notifications").text)
    shown = visitor.get(person)
    assert "Ana Example" in shown.text and topic in shown.text and "@ana-example" in shown.text
    assert visitor.get(person[:-4] + "0000").status_code == 404
    names = ben.get(f"/fragments/names?typed=an&topic={topic.rpartition('/')[2]}").text
    assert 'data-name="ana-example"' in names and "ben-example" not in names


def test_a_link_by_somebody_new_waits_and_a_moderator_lets_it_through(portal, strict, ana, ben, olga, visitor):
    answer = ask(ben, body="See https://valves.example")
    topic = answer.headers["Location"]
    page = follow(ben, answer)
    assert notice(page).startswith("Thank you. You are new here") and "Waits for a moderator" in page.text
    assert visitor.get(topic).status_code == ana.get(topic).status_code == 404
    queue = olga.get("/staff/moderation")
    assert "valves.example" in queue.text and "Posts that wait to be shown" in olga.get("/staff").text
    sent = {"version": field(queue, "version"), "back": "queue"}
    done = olga.post(f"{topic}/show", sent)
    assert done.headers["Location"] == "/staff/moderation"
    assert "valves.example" not in follow(olga, done).text and "valves.example" in visitor.get(topic).text


def test_somebody_new_who_goes_on_and_on_is_told_when_to_go_on_and_loses_nothing(strict, ben):
    answers = [ask(ben, title=f"Question {number}") for number in range(4)]
    assert answers[-1].status_code == 429 and answers[-1].headers["Retry-After"]
    assert "you can write 3 topics a day" in answers[-1].text and "Question 3" in answers[-1].text


def test_a_tag_is_followed_from_its_list_and_left_from_the_page_of_what_one_follows(portal, ana, ben):
    topic = ask(ana, tags="Wombat valve").headers["Location"]
    page = ben.get("/topics?tag=wombat-valve")
    assert "Follow the tag" in page.text
    page = follow(ben, ben.post("/tags/wombat-valve/follow", {"on": "1"}))
    assert notice(page).startswith(
        "You will be told of new topics with “wombat-valve”. With all that you follow, that is "
    )
    assert "Following the tag" in page.text
    assert topic in ben.get("/topics?state=followed").text
    told = ask(ana, title="Another valve?", tags="wombat-valve").headers["Location"]
    portal.settle()
    assert told in ben.get("/notifications").text
    page = ben.get("/following")
    assert "wombat-valve" in page.text and 'action="/tags/wombat-valve/follow"' in page.text
    page = follow(ben, ben.post("/tags/wombat-valve/follow", {"on": "0", "back": "/following"}))
    assert "wombat-valve" not in page.text.partition("<main")[2].partition("</p></div></div></div>")[2]
