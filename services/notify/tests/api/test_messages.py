"""What a person was told, over HTTP."""

import pytest
from sqlalchemy import event

from notify.model.times import Times
from notify.store import times
from portalkit.ids import new_id
from portalkit.viewer import Viewer

LISTS = ("/v1/messages", "/internal/v1/pages/notifications", "/internal/v1/pages/bell")


def ask(house, many=1, **changed):
    for number in range(many):
        house.topic(f"t{number + 1}", title=f"Question {number + 1}", **changed)
    house.work()


def titles(answer):
    return [item["title"] for item in answer.get_json()["items"]]


def test_the_newest_messages_come_first_with_who_did_what_to_which_thing(pumps, client):
    ask(pumps)
    pumps.follow("eve", "topic", "t1")
    pumps.reply("r1")
    pumps.later(1)
    answer = client.get("/internal/v1/pages/notifications", pumps.eve).get_json()
    reply, asked = answer["items"]
    assert (reply["kind"], reply["reply_id"], reply["thing"]) == ("reply-posted", "r1", {"kind": "topic", "id": "t1"})
    assert reply["actor"] == {"id": "ben", "name": "Ben Lind", "kind": "customer"}
    assert (asked["kind"], asked["title"], asked["read"], asked["reply_id"]) == (
        "topic-asked",
        "Question 1",
        False,
        None,
    )
    assert (answer["unread"], answer["next"]) == (2, None)


def test_nobody_reads_the_messages_of_another(pumps, client):
    ask(pumps)
    for path in LISTS:
        answer = client.get(path, pumps.ben).get_json()
        assert (answer["items"], answer["unread"]) == ([], 0)
        assert client.get(path).status_code == 401


def test_the_bell_shows_six_and_counts_all(pumps, client):
    ask(pumps, 8)
    answer = client.get("/internal/v1/pages/bell", pumps.eve).get_json()
    assert (len(answer["items"]), answer["unread"]) == (6, 8)


def test_a_list_goes_on_where_its_page_ended(pumps, client):
    ask(pumps, 45)
    seen, path = [], "/v1/messages"
    while path:
        answer = client.get(path, pumps.eve)
        seen += titles(answer)
        cursor = answer.get_json()["next"]
        path = cursor and f"/v1/messages?cursor={cursor}"
    assert len(seen) == len(set(seen)) == 45


def test_a_cursor_of_another_person_is_refused(pumps, client):
    ask(pumps, 21)
    cursor = client.get("/v1/messages", pumps.eve).get_json()["next"]
    assert client.get(f"/v1/messages?cursor={cursor}", pumps.ben).get_json()["slug"] == "bad-cursor"


@pytest.mark.parametrize("path", LISTS)
def test_what_the_reader_may_no_longer_see_is_neither_listed_nor_counted(pumps, client, path):
    ask(pumps, 2)
    pumps.topic("t1", "edited", title="Question 1", audience_key="a1")
    pumps.work()
    answer = client.get(path, pumps.eve)
    assert (titles(answer), answer.get_json()["unread"]) == (["Question 2"], 1)
    pumps.category("pumps", "staff")
    pumps.work()
    answer = client.get(path, pumps.eve)
    assert (titles(answer), answer.get_json()["unread"]) == ([], 0)


@pytest.mark.parametrize("path", LISTS)
def test_what_is_hidden_is_neither_listed_nor_counted(pumps, client, path):
    ask(pumps, 2)
    pumps.follow("eve", "topic", "t2")
    pumps.reply("r1", topic_id="t2")
    pumps.reply("r2", topic_id="t2")
    pumps.later(1)
    pumps.reply("r1", "hidden", topic_id="t2", state="hidden", body=None)
    pumps.topic("t1", "hidden", shown=False, title=None, body=None)
    pumps.work()
    answer = client.get(path, pumps.eve)
    assert [(item["title"], item["reply_id"]) for item in answer.get_json()["items"]] == [
        ("Question 2", "r2"),
        ("Question 2", None),
    ]
    assert answer.get_json()["unread"] == 2


def test_the_audiences_that_count_are_those_of_the_moment_not_those_of_the_copy(pumps, client):
    pumps.user("eve", "a1")
    ask(pumps, audience_key="a1")
    assert titles(client.get("/v1/messages", Viewer("eve", "customer", audiences=frozenset({"everyone", "a1"})))) == [
        "Question 1"
    ]
    assert titles(client.get("/v1/messages", Viewer("eve", "customer"))) == []


def test_reading_up_to_a_message_leaves_the_newer_ones_unread(pumps, client):
    ask(pumps, 2)
    pumps.later(1)
    pumps.topic("t3")
    pumps.later(1)
    newest, *older = client.get("/v1/messages", pumps.eve).get_json()["items"]
    answer = client.post("/v1/messages/read", {"until": older[0]["id"]}, pumps.eve)
    assert answer.get_json() == {"unread": 1}
    items = client.get("/v1/messages", pumps.eve).get_json()["items"]
    assert {item["id"]: item["read"] for item in items} == {newest["id"]: False} | {i["id"]: True for i in older}
    assert client.post("/v1/messages/read", {"until": newest["id"]}, pumps.eve).get_json() == {"unread": 0}
    assert client.post("/v1/messages/read", {"until": newest["id"]}, pumps.eve).get_json() == {"unread": 0}


def test_reading_marks_nothing_of_another_person(pumps, client):
    ask(pumps)
    message = client.get("/v1/messages", pumps.eve).get_json()["items"][0]
    client.post("/v1/messages/read", {"until": message["id"]}, pumps.ben)
    assert client.get("/internal/v1/pages/bell", pumps.eve).get_json()["unread"] == 1


@pytest.mark.parametrize(
    "body", [{}, {"until": "newest"}, {"until": 7}, {"until": new_id(), "more": 1}, {"until": "x" * 5000}, []]
)
def test_a_body_that_is_not_one_is_refused_at_its_field(pumps, client, body):
    answer = client.post("/v1/messages/read", body, pumps.eve)
    assert (answer.status_code, answer.get_json()["slug"]) == (422, "invalid")


def test_an_unknown_query_field_is_refused(pumps, client):
    assert client.get("/v1/messages?all=1", pumps.eve).status_code == 422


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_at_most_three_statements_however_long_it_is(pumps, client, path):
    ask(pumps, 25)
    statements = []
    event.listen(pumps.database.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    client.get(path, pumps.eve)
    assert len([text for text in statements if "BEGIN" not in text]) <= 3


@pytest.mark.parametrize("path", LISTS)
def test_an_unchanged_list_is_not_sent_again(pumps, client, path):
    ask(pumps)
    tag = client.get(path, pumps.eve).headers["ETag"]
    assert client.get(path, pumps.eve, If_None_Match=tag).status_code == 304
    pumps.topic("t2")
    pumps.work()
    assert client.get(path, pumps.eve, If_None_Match=tag).status_code == 200


def test_an_actor_who_was_erased_has_no_name(pumps, client):
    ask(pumps)
    gone = {"kind": "customer", "state": "suspended", "roles": [], "organisation": None, "audiences": []}
    pumps.tell("accounts.user.changed.v1", "ann", gone)
    pumps.work()
    assert client.get("/v1/messages", pumps.eve).get_json()["items"][0]["actor"]["name"] == "A former member"


def test_each_message_tells_why_it_came_and_how_its_mail_went(pumps, client):
    pumps.follow("eve", "topic", "t1")
    pumps.follow("ann", "tag", "noise")
    ask(pumps, 6, author_id="ben", tags=["noise"])
    pumps.reply("r1")
    pumps.later(1)
    told = {item["title"] + item["kind"]: item for item in client.get("/v1/messages", pumps.eve).get_json()["items"]}
    assert told["Question 1reply-posted"]["because"] == {"kind": "topic", "id": "t1", "name": None}
    category = {"kind": "category", "id": "pumps", "name": "All about pumps"}
    assert told["Question 1topic-asked"]["because"] == category
    assert told["Question 1topic-asked"]["mail"]["how"] == "now"
    sixth = told["Question 6topic-asked"]["mail"]
    assert (sixth["how"], sixth["why"], sixth["nth"]) == ("digest", "day-full", 6)
    assert sixth["at"].startswith("2026-11-23T08:00:00")
    mine = client.get("/v1/messages", pumps.ann).get_json()["items"]
    assert mine[0]["because"] == {"kind": "tag", "id": "noise", "name": "noise"}


def test_the_list_says_by_which_clocks_its_reader_lives(pumps, client):
    path = "/internal/v1/pages/notifications"
    ask(pumps)
    assert client.get(path, pumps.eve).get_json()["zone"] == "UTC"
    with pumps.database.transaction() as tx:
        times.choose(tx, "eve", Times("Asia/Tokyo"))
    assert client.get(path, pumps.eve).get_json()["zone"] == "Asia/Tokyo"
    assert client.get(path, pumps.ben).get_json()["zone"] == "UTC"
