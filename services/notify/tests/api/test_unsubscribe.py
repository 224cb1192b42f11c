"""The links at the end of mails."""

import re

import pytest

from notify.actions.links import UnsubscribeLinks


@pytest.fixture
def token(pumps):
    """The token in a real mail about a question."""
    pumps.topic("t1")
    pumps.work()
    headers = dict(pumps.mails()[0]["headers"])
    return re.fullmatch(r"<https://portal\.example/unsubscribe/(.+)>", headers["List-Unsubscribe"])[1]


def test_a_look_says_which_mails_end_and_changes_nothing(pumps, client, token):
    for _ in range(2):
        answer = client.post("/internal/v1/unsubscribe/look", {"token": token}).get_json()
        assert (answer["kind"], answer["wanted"]) == ("topic-asked", True)
        assert answer["what"] == "mails about new topics in categories and with tags you follow"


def test_one_click_without_signing_in_ends_the_mails_but_not_the_messages(pumps, client, token):
    for _ in range(2):
        answer = client.post("/internal/v1/unsubscribe", {"token": token})
        assert (answer.status_code, answer.get_json()["wanted"]) == (200, False)
    assert client.post("/internal/v1/unsubscribe/look", {"token": token}).get_json()["wanted"] is False
    pumps.topic("t2")
    pumps.work()
    assert len(pumps.told()) == 2
    assert len(pumps.mails()) == 1


def test_the_mails_of_another_kind_and_of_others_go_on(pumps, client, token):
    client.post("/internal/v1/unsubscribe", {"token": token})
    pumps.follow("eve", "topic", "t1")
    pumps.user("kim")
    pumps.follow("kim", "category", "pumps")
    pumps.work()
    pumps.reply("r1")
    pumps.topic("t2")
    pumps.work()
    assert sorted(mail["to"] for mail in pumps.mails()[1:]) == ["eve@example.org", "kim@example.org"]


@pytest.mark.parametrize("path", ["/internal/v1/unsubscribe", "/internal/v1/unsubscribe/look"])
@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: t[1:], lambda t: "x", lambda t: t + "a", lambda t: "é"])
def test_a_token_that_is_not_ours_is_refused(client, token, path, change):
    answer = client.post(path, {"token": change(token)})
    assert (answer.status_code, answer.get_json()["slug"]) == (422, "bad-link")


def test_a_token_signed_with_another_secret_is_refused(client):
    forged = UnsubscribeLinks("https://portal.example", "other").address("eve", "topic-asked").rpartition("/")[2]
    assert client.post("/internal/v1/unsubscribe", {"token": forged}).status_code == 422
