"""What became of mails, as administrators read it: every outcome with its reason, nobody's words or address."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from notify.model.times import Times
from notify.store import preferences, tables, times
from portalkit.deliveries import ATTEMPTS
from portalkit.mail import MailRefused
from portalkit.viewer import Viewer

PAGE = "/internal/v1/pages/deliveries"
OLGA = Viewer("olga", "staff", frozenset({"administrator"}), frozenset({"everyone", "members", "staff"}))


class Post:
    """A mail server that has something against every mail."""

    fault: Exception = OSError("no route to eve@example.org")

    def send(self, mail, now):
        raise self.fault

    def close(self):
        pass


@pytest.fixture
def out(pumps):
    """A house whose mail server fails."""
    post = Post()
    pumps.worker.apart["mail"].__self__._sender = post
    return post


def read(client, query=""):
    return client.get(f"{PAGE}{query}", OLGA).get_json()


def ended(client):
    """Outcome, reason and kind of each, newest first."""
    return [(item["outcome"], item["reason"]) for item in read(client)["items"]]


def ask(house, many=1, first=1):
    for number in range(first, first + many):
        house.topic(f"t{number}")
    house.work()


def choose(house, frequency, kind="topic-asked"):
    with house.database.transaction() as tx:
        preferences.choose_mail(tx, "eve", kind, frequency)


def test_a_mail_that_left_says_whom_it_went_to_of_what_and_when(pumps, client):
    ask(pumps)
    (item,) = read(client)["items"]
    assert item["person"] == {"id": "eve", "name": "Eve Lind", "kind": "customer"}
    assert (item["kind"], item["thing"]) == ("topic-asked", {"kind": "topic", "id": "t1"})
    assert (item["mail"], item["why"], item["outcome"], item["reason"]) == ("now", "wanted", "sent", None)
    assert item["sent_at"] == item["planned_at"] == item["created_at"] == pumps.now.isoformat()
    assert "example.org" not in str(item) and "Which pump" not in str(item)


def test_what_waits_says_for_what(pumps, client, out):
    with pumps.database.transaction() as tx:
        times.choose(tx, "eve", Times(quiet_from="08:00", quiet_until="12:00"))
    ask(pumps)
    assert ended(client) == [("waiting", "quiet")]
    assert read(client)["items"][0]["planned_at"] == (pumps.now + timedelta(hours=3)).isoformat()
    pumps.later(3 * 3600)
    (item,) = read(client)["items"]
    assert (item["outcome"], item["reason"], item["attempts"]) == ("waiting", "retry", 1)
    assert item["fault"] == "no route to (an address)"
    assert item["planned_at"] == (pumps.now + timedelta(seconds=5)).isoformat()


def test_what_waits_until_it_is_known_who_may_see_it_says_that(pumps, client):
    pumps.user("eve", "a1")
    pumps.topic("t1", audience_key="a1")
    pumps.later(90)
    assert ended(client) == [("waiting", "unclear")]


def test_a_digest_is_waited_for_and_then_it_holds_the_message(pumps, client):
    choose(pumps, "daily")
    ask(pumps)
    assert ended(client) == [("waiting", "digest")]
    pumps.later(86400)
    (item,) = read(client)["items"]
    assert (item["outcome"], item["why"], item["sent_at"]) == ("gathered", "kind-daily", pumps.now.isoformat())


def test_what_was_not_mailed_says_why(pumps, client):
    choose(pumps, "never")
    ask(pumps)
    assert ended(client) == [("suppressed", "preference")]
    choose(pumps, "now")
    choose(pumps, "never", "digest")
    ask(pumps, 6, first=2)
    assert ended(client) == [("suppressed", "cap"), *[("sent", None)] * 5, ("suppressed", "preference")]
    newest = read(client)["items"][0]
    assert (newest["why"], newest["nth"], newest["sent_at"]) == ("day-full", 6, None)


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (lambda house: house.user("eve", state="suspended"), "suspended"),
        (lambda house: house.user("eve", state="unverified"), "no-address"),
        (lambda house: house.topic("t1", "edited", audience_key="a9"), "not-allowed"),
        (lambda house: house.topic("t1", "hidden", shown=False), "gone"),
        (lambda house: house.follow("eve", "category", "pumps", False), "unfollowed"),
        (lambda house: choose(house, "never"), "preference"),
    ],
)
def test_a_mail_that_was_dropped_at_the_last_moment_keeps_why(pumps, client, happens, reason):
    with pumps.database.transaction() as tx:
        times.choose(tx, "eve", Times(quiet_from="08:00", quiet_until="12:00"))
    ask(pumps)
    happens(pumps)
    pumps.pulse()
    pumps.later(3 * 3600)
    assert (pumps.mails(), ended(client)) == ([], [("suppressed", reason)])


def test_a_digest_of_which_nothing_is_left_says_so(pumps, client):
    choose(pumps, "daily")
    ask(pumps)
    choose(pumps, "never")
    pumps.later(86400)
    assert ended(client) == [("suppressed", "nothing-left")]


def test_a_mail_that_the_server_refuses_has_failed_with_what_it_said(pumps, client, out):
    out.fault = MailRefused("no such mailbox")
    ask(pumps)
    (item,) = read(client)["items"]
    assert (item["outcome"], item["fault"], item["attempts"]) == ("failed", "no such mailbox", 1)


def test_a_server_that_is_gone_for_long_is_given_up(pumps, client, out):
    ask(pumps)
    for _ in range(ATTEMPTS):
        pumps.later(21600)
    (item,) = read(client)["items"]
    assert (item["outcome"], item["reason"], item["attempts"]) == ("failed", None, ATTEMPTS)


def test_a_message_of_an_older_release_is_listed_with_what_is_known(pumps, client):
    ask(pumps)
    with pumps.database.transaction() as tx:
        tx.execute(tables.messages.update().values(delivery_id=None, mail=None, why=None, mail_at=None))
    assert ended(client) == [("unknown", None)]


def test_the_head_counts_a_day_and_a_week(pumps, client):
    ask(pumps, 2)
    pumps.later(2 * 86400)
    choose(pumps, "never")
    ask(pumps, 1, first=3)
    sent = {"outcome": "sent", "reason": None, "day": 0, "week": 2}
    assert read(client)["counts"] == [sent, {"outcome": "suppressed", "reason": "preference", "day": 1, "week": 1}]
    pumps.later(6 * 86400)
    assert (len(read(client)["items"]), [one["week"] for one in read(client)["counts"]]) == (1, [1])


def test_it_is_narrowed_to_a_person_an_outcome_or_its_reason(pumps, client):
    pumps.follow("ben", "category", "pumps")
    pumps.work()
    choose(pumps, "never")
    ask(pumps)
    found = {
        query: [item["person"]["id"] for item in read(client, f"?{query}")["items"]]
        for query in ("state=sent", "state=suppressed", "state=suppressed:preference", "state=suppressed:cap")
    }
    assert list(found.values()) == [["ben"], ["eve"], ["eve"], []]
    assert [item["person"]["id"] for item in read(client, "?person=eve")["items"]] == ["eve"]
    assert read(client, "?person=eve&state=sent")["items"] == []
    assert client.get(f"{PAGE}?state=lost", OLGA).status_code == 422


def test_it_goes_on_where_its_page_ended_and_meets_each_once(pumps, client):
    ask(pumps, 120)
    met, query = [], ""
    while query is not None:
        answer = read(client, query)
        met += [item["id"] for item in answer["items"]]
        query = f"?cursor={answer['next']}" if answer["next"] else None
    assert (len(met), len(set(met))) == (120, 120) and met == sorted(met, reverse=True)


def test_it_costs_three_statements_at_most(pumps, client):
    ask(pumps, 60)
    seen = []
    event.listen(pumps.database.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    for query in ("", "?state=suppressed:cap", "?person=eve&state=sent"):
        seen.clear()
        read(client, query)
        assert 0 < len([each for each in seen if not each.startswith("BEGIN")]) <= 3


def test_nobody_but_administrators_reads_it(pumps, client):
    author = Viewer("wim", "staff", frozenset({"author", "moderator"}), OLGA.audiences)
    for who in (pumps.eve, author):
        assert client.get(PAGE, who).status_code == 403
    assert client.get(PAGE).status_code == 401


def again(client, item, viewer=OLGA):
    return client.post(f"/internal/v1/deliveries/{item['id']}/again", {}, viewer)


def test_what_was_given_up_is_tried_again_once_for_each_press(pumps, client, out):
    out.fault = MailRefused("no such mailbox")
    ask(pumps)
    pumps.worker.apart["mail"].__self__._sender = pumps.mailbox
    (item,) = read(client)["items"]
    assert again(client, item, pumps.eve).status_code == 403
    assert [again(client, item).status_code for _ in range(2)] == [204, 409]
    pumps.work()
    assert len(pumps.mails()) == 1 and ended(client) == [("sent", None)]
    assert again(client, item).status_code == 409
    pumps.work()
    assert len(pumps.mails()) == 1


def test_what_is_tried_again_is_decided_anew(pumps, client, out):
    out.fault = MailRefused("no such mailbox")
    ask(pumps)
    pumps.worker.apart["mail"].__self__._sender = pumps.mailbox
    pumps.category("pumps", "staff")
    pumps.work()
    (item,) = read(client)["items"]
    assert again(client, item).status_code == 204
    pumps.work()
    assert (pumps.mails(), ended(client)) == ([], [("suppressed", "not-allowed")])
