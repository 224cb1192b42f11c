"""Two people who may meet each other write to each other, and nobody else reads it."""

import pytest
from sqlalchemy import select

from community.model.newcomer import Limits
from community.store.tables import notes, people
from portalkit.tables import outbox
from portalkit.viewer import Viewer

SECRET = "zwieback"


@pytest.fixture
def two(forum, topic):
    """Ann asked and Ben answered: they may meet each other."""
    forum.answer(topic)
    return forum


def send(forum, by, to, body=f"Do you like {SECRET}?"):
    return forum.http.post(f"/v1/people/{to.id}/messages", {"body": body}, by)


def sent(forum, by, to, body=f"Do you like {SECRET}?"):
    return forum.done(send(forum, by, to, body))["id"]


def talk(forum, viewer, other, query=""):
    return forum.page(f"messages/{other.id}{query}", viewer)


def block(forum, by, whom, blocked=True):
    return forum.http.put(f"/v1/people/{whom.id}/blocked", {"blocked": blocked}, by)


def report(forum, by, message, note=""):
    return forum.http.post(f"/v1/messages/{message}/flags", {"reason": "rude", "note": note}, by)


def waiting(forum, viewer=None):
    return forum.done(forum.http.get("/v1/moderation/messages", viewer or forum.moderator))["items"]


def told(forum):
    with forum.database.reading() as db:
        return [(row.person_id, row.actor_id) for row in db.rows(select(notes).order_by(notes.c.id))]


def test_two_write_to_each_other_and_see_what_is_unread(two):
    sent(two, two.ann, two.ben, "**Hello**, Ben.")
    (row,) = two.page("messages", two.ben)["items"]
    assert (row["person"]["name"], row["excerpt"], row["unread"], row["mine"]) == ("Ann", "Hello, Ben.", 1, False)
    last = sent(two, two.ben, two.ann, "Hello, Ann.")
    view = talk(two, two.ben, two.ann)
    assert [(each["html"].strip(), each["mine"]) for each in view["items"]] == [
        ("<p><strong>Hello</strong>, Ben.</p>", False),
        ("<p>Hello, Ann.</p>", True),
    ]
    assert (view["person"]["name"], view["can_write"], view["unread"]) == ("Ann", True, 1)
    two.http.post(f"/v1/people/{two.ann.id}/messages/read", {"until": last}, two.ben)
    assert two.page("messages", two.ben)["unread"] == 0 and two.page("messages", two.ann)["unread"] == 1


def test_nobody_else_reads_it_staff_included(two, make_customer):
    message = sent(two, two.ann, two.ben)
    boss = Viewer(
        "boss", "staff", frozenset(("moderator", "administrator", "author", "reviewer")), two.moderator.audiences
    )
    ids = {"person_id": two.ann.id, "message_id": message, "id": two.ann.id}
    asked = 0
    for rule in two.app.url_map.iter_rules():
        if "GET" in rule.methods:
            for filled in (ids, ids | {"person_id": two.ben.id, "id": two.ben.id}):
                path = rule.rule
                for name in rule.arguments:
                    path = path.replace(f"<{name}>", filled.get(name, message))
                for viewer in (boss, two.moderator, make_customer("a1")):
                    answer = two.http.get(path, viewer).get_data(as_text=True)
                    asked += 1
                    assert SECRET not in answer, path
    assert asked > 50
    with two.database.reading() as db:
        assert SECRET not in str([tuple(row) for row in db.rows(select(outbox))])
    assert two.http.get(f"/internal/v1/pages/message/{message}", boss).status_code == 404


def test_who_may_not_meet_cannot_write(two, make_customer):
    stranger, inside = make_customer(), make_customer("a1")
    two.know(stranger, "Sid")
    two.know(inside, "Ida")
    closed = two.add_category("Closed", audiences=("a1",))
    two.ask(closed, by=inside)
    assert send(two, two.ann, stranger).status_code == 404  # wrote nothing
    assert two.missing(f"messages/{stranger.id}", two.ann)
    assert send(two, two.ann, inside).status_code == 404  # wrote where Ann may not read
    refused = send(two, inside, two.ann)  # whom Ann could not meet
    assert (refused.status_code, refused.get_json()["slug"]) == (409, "cannot-write")
    assert talk(two, inside, two.ann)["can_write"] is False
    assert send(two, two.ann, two.ann).get_json()["slug"] == "yourself"


def test_of_whom_no_audiences_were_told_those_count_that_all_have(two):
    with two.database.transaction() as tx:
        tx.execute(people.update().values(inside=None))
    sent(two, two.ann, two.ben)


def test_who_is_blocked_meets_the_refusal_that_others_meet(two, make_customer):
    sent(two, two.ann, two.ben)
    two.done(block(two, two.ben, two.ann))
    refused = send(two, two.ann, two.ben).get_json()
    assert (refused["slug"], refused["detail"]) == ("cannot-write", "You cannot write to this person.")
    assert talk(two, two.ann, two.ben) | {"items": []} == {
        "person": {"id": two.ben.id, "name": "Ben", "kind": "customer"},
        "can_write": False,
        "blocked": False,
        "unread": 0,
        "items": [],
        "next": None,
    }
    assert send(two, two.ben, two.ann).get_json()["slug"] == "blocked-by-you"
    two.done(block(two, two.ben, two.ann, blocked=False))
    sent(two, two.ann, two.ben)


def test_a_conversation_with_somebody_who_left_can_only_be_read(two):
    sent(two, two.ann, two.ben)
    two.know(two.ben, "Ben", version=2, active=False)
    assert send(two, two.ann, two.ben).get_json()["slug"] == "cannot-write"
    view = talk(two, two.ann, two.ben)
    assert view["can_write"] is False and SECRET in view["items"][0]["html"]


def test_one_is_told_once_until_one_has_read(two):
    sent(two, two.ann, two.ben)
    last = sent(two, two.ann, two.ben)
    assert told(two) == [(two.ben.id, two.ann.id)]
    two.http.post(f"/v1/people/{two.ann.id}/messages/read", {"until": last}, two.ben)
    sent(two, two.ann, two.ben)
    assert told(two) == [(two.ben.id, two.ann.id)] * 2


def test_a_long_conversation_comes_in_pages(two):
    for number in range(35):
        sent(two, two.ann, two.ben, str(number))
    newest = talk(two, two.ben, two.ann)
    older = talk(two, two.ben, two.ann, f"?cursor={newest['next']}")
    said = [each["html"].strip() for each in older["items"] + newest["items"]]
    assert said == [f"<p>{number}</p>" for number in range(35)] and older["next"] is None


def test_nobody_writes_without_end(two):
    for number in range(60):
        sent(two, two.ann, two.ben, str(number))
    refused = send(two, two.ann, two.ben)
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) > 0


def test_who_is_new_writes_no_links_and_little(two):
    two.app.config["NEWCOMERS"] = Limits(3, 3, 3, 2)
    try:
        linked = send(two, two.ann, two.ben, "Look: https://spam.example")
        told = "As long as you are new here, a message cannot have links. The level “Contributor” opens more."
        assert linked.get_json()["errors"] == {"body": [told]}
        for _ in range(2):
            sent(two, two.ann, two.ben)
        refused = send(two, two.ann, two.ben)
        assert refused.status_code == 429 and "2 messages a day" in refused.get_json()["detail"]
    finally:
        del two.app.config["NEWCOMERS"]


def test_moderators_see_what_was_reported_with_its_neighbours_alone(two):
    ids = [sent(two, two.ann, two.ben, f"Line {number}") for number in range(5)]
    assert waiting(two) == []
    two.done(report(two, two.ben, ids[2], "Look at this."))
    (one,) = waiting(two)
    assert [(each["html"].strip(), each["reported"]) for each in one["messages"]] == [
        ("<p>Line 1</p>", False),
        ("<p>Line 2</p>", True),
        ("<p>Line 3</p>", False),
    ]
    assert [(each["by"]["name"], each["reason"], each["note"]) for each in one["said"]] == [
        ("Ben", "rude", "Look at this.")
    ]
    assert two.http.get("/v1/moderation/messages", two.ann).status_code == 403


@pytest.mark.parametrize(("outcome", "left"), [("removed", ""), ("dismissed", "<p>Rude.</p>")])
def test_a_report_is_settled_once(two, outcome, left):
    message = sent(two, two.ann, two.ben, "Rude.")
    two.done(report(two, two.ben, message))
    path = f"/v1/messages/{message}/flags/settle"
    assert two.http.post(path, {"outcome": outcome}, two.moderator).status_code == 200
    assert waiting(two) == [] and two.acts()[-1][:3] == (two.moderator.id, f"message.{outcome}", message)
    (shown,) = talk(two, two.ben, two.ann)["items"]
    assert (shown["html"].strip(), shown["removed"]) == (left, outcome == "removed")
    assert two.http.post(path, {"outcome": outcome}, two.moderator).status_code == 404


def test_one_reports_what_others_wrote_to_one_and_once(two, make_customer):
    message = sent(two, two.ann, two.ben)
    assert report(two, two.ann, message).status_code == 403
    assert report(two, make_customer(), message).status_code == 404
    assert report(two, two.moderator, message).status_code == 404
    two.done(report(two, two.ben, message))
    assert report(two, two.ben, message).get_json()["slug"] == "flagged-already"


def test_no_moderator_judges_where_they_take_part(two, category):
    two.know(two.moderator, "Mo")
    two.ask(category, by=two.moderator)
    message = sent(two, two.moderator, two.ann, "Rude.")
    two.done(report(two, two.ann, message))
    assert waiting(two) == [] and len(waiting(two, two.second)) == 1
    path = f"/v1/messages/{message}/flags/settle"
    assert two.http.post(path, {"outcome": "dismissed"}, two.moderator).status_code == 404
