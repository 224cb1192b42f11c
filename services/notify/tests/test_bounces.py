"""Mails that came back: what counts as one, what it stops, and how its person goes on."""

import subprocess
import sys

import pytest

from notify.actions.links import UnsubscribeLinks
from notify.bounced import take
from portalkit.backends import secret
from portalkit.viewer import Viewer

OLGA = Viewer("olga", "staff", frozenset({"administrator"}), frozenset({"everyone", "members", "staff"}))


def report(headers, to="eve@example.org", action="failed", status="5.1.1", whole=True):
    """What a mail server writes (RFC 3464) about a mail with these headers."""
    sent = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"""From: mailer-daemon@mx.example
To: portal@portal.example
Subject: Returned mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut

Your mail could not be delivered.
--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--cut
Content-Type: {"message/rfc822" if whole else "text/rfc822-headers"}

{sent}
{"Somebody asked." if whole else ""}
--cut--
""".encode()


@pytest.fixture
def sent(pumps):
    """The headers of a mail that Eve was sent."""
    pumps.topic("t1")
    pumps.work()
    wanted = ("Message-ID", "List-Unsubscribe", "Subject")
    return {name: value for name, value in pumps.mails()[0]["headers"] if name in wanted}


def heard(house, raw):
    links = UnsubscribeLinks(house.settings.public_origin, secret(house.settings, "notify"))
    return take(house.database, links, raw)


def told(house, client):
    return client.get("/v1/preferences", house.eve).get_json()["returned"]


def ask(house, id="t2"):
    house.topic(id)
    house.work()


@pytest.mark.parametrize("whole", [True, False])
def test_an_address_that_is_none_gets_no_more_mail_while_the_portal_goes_on(pumps, client, sent, whole):
    assert heard(pumps, report(sent, whole=whole)) == 1
    ask(pumps)
    assert (len(pumps.mails()), len(pumps.told())) == (1, 2)
    assert told(pumps, client)["status"] == "5.1.1"
    newest, oldest = client.get("/internal/v1/pages/deliveries", OLGA).get_json()["items"]
    assert (newest["outcome"], newest["reason"]) == ("suppressed", "returned")
    assert (oldest["outcome"], oldest["returned"]["status"]) == ("sent", "5.1.1")
    assert "@" not in str((newest, oldest))


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("failed", "5.2.2")])
def test_what_will_pass_is_only_noted(pumps, client, sent, action, status):
    assert heard(pumps, report(sent, action=action, status=status)) == 1
    ask(pumps)
    assert (len(pumps.mails()), told(pumps, client)) == (2, None)
    items = client.get("/internal/v1/pages/deliveries", OLGA).get_json()["items"]
    assert items[-1]["returned"]["status"] == status


def test_who_says_that_the_address_works_again_gets_mail_again(pumps, client, sent):
    heard(pumps, report(sent))
    assert client.post("/v1/preferences/mail-again", {}, pumps.eve).status_code == 204
    assert told(pumps, client) is None
    ask(pumps)
    assert len(pumps.mails()) == 2


def test_another_address_gets_mail_at_once(pumps, client, sent):
    heard(pumps, report(sent))
    personal = {"name": "Eve Lind", "email": "eve@elsewhere.example", "locale": "en"}
    data = {"kind": "customer", "state": "active", "roles": [], "organisation": None, "audiences": ["everyone"]}
    pumps.tell("accounts.user.changed.v1", "eve", data, person="eve", personal=personal)
    ask(pumps)
    assert [mail["headers"] for mail in pumps.mails()][-1]
    assert (len(pumps.mails()), told(pumps, client)) == (2, None)


def test_forged_and_foreign_notifications_change_nothing(pumps, client, sent):
    other = UnsubscribeLinks("https://portal.example", "another secret").address("eve", "topic-asked")
    bens = UnsubscribeLinks("https://portal.example", secret(pumps.settings, "notify")).address("ben", "topic-asked")
    forged = (
        report({"Message-ID": sent["Message-ID"]}),  # anybody can work out the id
        report(sent | {"List-Unsubscribe": f"<{other}>"}),
        report(sent | {"List-Unsubscribe": f"<{bens}>"}),
        report(sent | {"Message-ID": "<0123456789abcdef@portal.example>"}),
        report(sent, to="ben@example.org"),
        report(sent, action="delivered", status="2.0.0"),
        b"Subject: I am away\n\nBack on Monday.",
        b"Content-Type: multipart/report\n\n",
        b"\xff\x00" * 500,
        b"",
    )
    assert [heard(pumps, raw) for raw in forged] == [0] * len(forged)
    assert told(pumps, client) is None


def test_a_notification_that_comes_twice_says_nothing_new(pumps, sent):
    assert [heard(pumps, report(sent)) for _ in range(2)] == [1, 1]


def test_the_command_reads_what_a_mail_server_pipes_into_it(pumps, client, sent):
    environ = {"DATA_DIR": str(pumps.settings.data_dir), "NOTIFY_DATABASE_URL": pumps.settings.database_url}
    environ |= {"PUBLIC_ORIGIN": "https://portal.example", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "notify", "bounce"]
    for raw, said in ((report(sent), "A mail of ours came back."), (b"", "That is about no mail of ours")):
        done = subprocess.run(command, input=raw, env=environ, capture_output=True, check=True)
        assert said in done.stdout.decode()
    assert told(pumps, client)["status"] == "5.1.1"
