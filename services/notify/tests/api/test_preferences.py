"""What somebody wants to reach them, over HTTP."""

import pytest

from portalkit.viewer import Viewer

CHOICE = {
    "choices": [{"kind": "topic-asked", "mail": "daily", "portal": True}],
    "zone": "Europe/Berlin",
    "quiet_from": "22:00",
    "quiet_until": "07:00",
    "digest": True,
    "digest_at": "18:30",
    "digest_on": 4,
}


def put(client, viewer, **changed):
    return client.put("/v1/preferences", CHOICE | changed, viewer)


def kinds(answer):
    return {each["kind"]: each for each in answer.get_json()["kinds"]}


def test_who_never_chose_gets_everything_at_once_and_may_know_what_that_means(pumps, client):
    pumps.topic("t1")
    pumps.work()
    answer = client.get("/v1/preferences", pumps.eve)
    assert {(each["mail"], each["portal"]) for each in kinds(answer).values()} == {("now", True)}
    assert answer.get_json()["forecast"] == {"mails_a_week": 1, "messages": 1, "days": 7}
    assert answer.get_json()["caps"] == {"day": 5, "week": 20}
    assert "article-due" not in kinds(answer)
    mo = Viewer("mo", "staff", audiences=frozenset({"everyone", "members", "staff"}))
    assert "article-due" in kinds(client.get("/v1/preferences", mo))


def test_what_was_chosen_stands_and_moves_what_waits(pumps, client):
    assert put(client, pumps.eve).status_code == 200
    pumps.topic("t1")
    pumps.work()
    answer = client.get("/v1/preferences", pumps.eve).get_json()
    assert {name: answer[name] for name in CHOICE if name != "choices"} == {
        name: value for name, value in CHOICE.items() if name != "choices"
    }
    assert put(client, pumps.eve, zone="UTC", digest_at="10:00").status_code == 200
    pumps.later(3599)
    assert pumps.mails() == []
    pumps.later(31)
    assert [mail["subject"] for mail in pumps.mails()] == ["Your digest: New question: Which pump?"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"quiet_until": None}, "quiet_until"),
        ({"quiet_from": "07:00"}, "quiet_until"),
        ({"choices": [{"kind": "post-hidden", "mail": "weekly", "portal": True}]}, "choices"),
        ({"choices": [{"kind": "post-hidden", "mail": "now", "portal": False}]}, "choices"),
        ({"choices": [{"kind": "article-due", "mail": "now", "portal": True}]}, "choices"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field_and_nothing_is_kept(pumps, client, changed, field):
    answer = put(client, pumps.eve, **changed)
    assert answer.status_code == 422 and field in answer.get_json()["errors"]
    assert client.get("/v1/preferences", pumps.eve).get_json()["zone"] == "UTC"


def test_one_click_ends_a_kind_in_the_portal_and_by_mail_but_never_what_moderators_decided(pumps, client):
    assert client.post("/v1/preferences/end", {"kind": "topic-asked"}, pumps.eve).status_code == 204
    pumps.topic("t1")
    pumps.work()
    assert pumps.mails() == []
    assert client.get("/internal/v1/pages/bell", pumps.eve).get_json()["items"] == []
    assert client.post("/v1/preferences/end", {"kind": "post-hidden"}, pumps.eve).status_code == 422
    assert client.post("/v1/preferences/end", {"kind": "topic-asked"}).status_code == 401


def test_a_forecast_counts_nothing_that_its_person_may_not_see(pumps, client):
    pumps.topic("t1")
    pumps.topic("t2")
    pumps.work()
    pumps.topic("t2", "edited", audience_key="a2")
    pumps.work()
    assert client.get("/v1/preferences", pumps.eve).get_json()["forecast"]["messages"] == 1


def expected(client, viewer, kind, thing):
    answer = client.get(f"/v1/preferences/forecast?kind={kind}&thing_id={thing}", viewer)
    return answer.get_json()["forecast"]["mails_a_week"]


def test_a_forecast_says_what_following_something_besides_would_bring(pumps, client):
    pumps.category("valves")
    for number in range(4):
        pumps.topic(f"v{number}", category_id="valves", tags=["loud", "old"])
    pumps.topic("t1")
    pumps.work()
    assert client.get("/v1/preferences", pumps.eve).get_json()["forecast"]["mails_a_week"] == 1
    assert expected(client, pumps.eve, "category", "valves") == 5
    assert expected(client, pumps.eve, "tag", "loud") == 5
    assert expected(client, pumps.eve, "category", "pumps") == 1  # she is told of these already
    assert expected(client, pumps.ann, "category", "valves") == 0  # she wrote them
    assert expected(client, pumps.eve, "category", "nowhere") == expected(client, pumps.eve, "tag", "lou") == 1


def test_a_forecast_of_a_topic_counts_its_replies_and_holds_the_cap_and_the_wishes(pumps, client):
    pumps.topic("t1")
    for number in range(9):
        pumps.reply(f"r{number}")
    pumps.work()
    assert expected(client, pumps.eve, "topic", "t1") == 6  # five at once, and a digest of the rest
    put(client, pumps.eve, choices=[{"kind": "reply-posted", "mail": "never", "portal": True}])
    assert expected(client, pumps.eve, "topic", "t1") == 1


def test_a_forecast_tells_nothing_of_what_its_person_may_not_see(pumps, client):
    pumps.category("hatch", key="a9")
    pumps.category("valves")
    for number in range(3):
        pumps.topic(f"h{number}", category_id="hatch", tags=["loud"])
        pumps.topic(f"v{number}", category_id="valves", audience_key="a9", tags=["loud"])
        pumps.reply(f"r{number}", topic_id="v0")
        pumps.topic(f"x{number}", category_id="valves", tags=["loud"], shown=False)
    pumps.work()
    for kind, thing in (("category", "hatch"), ("category", "valves"), ("tag", "loud"), ("topic", "v0")):
        assert expected(client, pumps.eve, kind, thing) == 0
    insider = pumps.user("ida", "a9")
    assert expected(client, insider, "category", "hatch") == 3
    assert client.get("/v1/preferences/forecast?kind=tag&thing_id=x").status_code == 401


def test_a_forecast_looks_back_four_weeks(pumps, client):
    pumps.category("valves")
    pumps.topic("v1", category_id="valves", asked_at="2026-10-01T09:00:00+00:00")
    pumps.work()
    assert expected(client, pumps.eve, "category", "valves") == 0
