"""Two people write to each other; nobody else reads it, but for what one of them reports."""

import re

import pytest

from .reading import errors, field, notice
from .test_community import ask, follow


@pytest.fixture(scope="module")
def place(portal, ana, ben):
    """Where ana writes to ben, and where ben writes to ana: both wrote something that the other may read."""
    topic = ask(ana, title="May I write to you?").headers["Location"]
    page = follow(ben, ben.post(f"{topic}/replies", {"body": "Of course."})).text
    portal.settle()
    found = {name: re.search(rf'href="/people/([0-9a-f-]+)">{name}', page)[1] for name in ("Ana", "Ben")}
    return f"/messages/{found['Ben']}", f"/messages/{found['Ana']}"


def test_one_writes_from_a_profile_and_the_other_is_told(portal, place, ana, ben):
    to_ben, to_ana = place
    assert f'href="{to_ben}"' in ana.get(to_ben.replace("messages", "people")).text
    wrong = ana.post(to_ben, {"body": " "})
    assert wrong.status_code == 422 and errors(wrong)
    sent = ana.post(to_ben, {"body": "A **secret** for you.", "form_key": field(ana.get(to_ben), "form_key")})
    assert notice(follow(ana, sent)) == "Sent."
    portal.settle()
    told = ben.get("/notifications").text
    assert "wrote to you" in told and f'href="{to_ana}"' in told and "secret" not in told
    assert "Something new in 1 conversation" in ben.get("/messages").text
    assert "<strong>secret</strong>" in ben.get(to_ana).text
    assert "You have read everything" in ben.get("/messages").text


def test_an_administrator_who_looks_as_somebody_reads_nothing(place, ana, olga):
    ana.post(place[0], {"body": "Only for you."})
    person = place[1].rpartition("/")[2]
    olga.post(f"/staff/people/{person}/view", {})
    try:
        assert "Only for you" not in olga.get("/messages").text and olga.get("/messages").status_code == 403
        assert olga.get(place[0]).status_code == 403
    finally:
        olga.post("/view/stop", {})


def test_a_report_shows_moderators_the_message_with_its_neighbours_alone(place, ana, ben, olga):
    to_ben, to_ana = place
    for words in ("Zeroth", "First", "Second", "Third"):
        ana.post(to_ben, {"body": words})
    page = ben.get(to_ana).text
    message = re.findall(r'id="message-([0-9a-f-]+)"', page)[-2]
    form = ben.get(f"{to_ana}/{message}/report")
    assert "Second" in form.text and "Third" not in form.text
    sent = {"reason": "rude", "note": "Look.", "form_key": field(form, "form_key")}
    assert notice(follow(ben, ben.post(f"{to_ana}/{message}/report", sent))).startswith("Thank you")
    queue = olga.get("/staff/moderation").text
    assert all(word in queue for word in ("First", "Second", "Third", "Look.")) and "Zeroth" not in queue
    removed = olga.post(f"/staff/moderation/messages/{message}", {"outcome": "removed"})
    assert notice(follow(olga, removed)) == "Removed."
    assert "A moderator removed this message" in ben.get(to_ana).text and "Second" not in ben.get(to_ana).text


def test_who_is_blocked_is_told_only_that_they_cannot_write(place, ana, ben):
    to_ben, to_ana = place
    assert "Blocked" in notice(follow(ben, ben.post(f"{to_ana}/block", {"on": "1"})))
    try:
        refused = ana.post(to_ben, {"body": "Hello?"})
        assert refused.status_code == 409 and "You blocked" not in refused.text
        assert "You cannot write to Ben Example" in refused.text
        assert "You blocked Ana Example" in ben.get(to_ana).text
    finally:
        ben.post(f"{to_ana}/block", {"on": "0"})
