"""Mail over SMTP, to a real server."""

import threading

import pytest

from portalkit.backends import open_mailer
from portalkit.mail import MailRefused
from portalkit.mail_smtp import Server, server_at
from portalkit.settings import Settings, WrongSetting
from portalkit.testing.certificates import certify
from portalkit.testing.mail_server import PASSWORD, USER, MailServer, mailer_for
from portalkit.testing.mail_suite import *  # noqa: F403
from portalkit.testing.mail_suite import NOW, letter


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    return certify(tmp_path_factory.mktemp("certificates"), "localhost")


@pytest.fixture
def server(certified):
    with MailServer(certified) as made:
        yield made


@pytest.fixture
def mailer(server, certified):
    with mailer_for(server.port, certified) as made:
        yield made


@pytest.fixture
def arrived(server):
    return server.messages


def test_the_envelope_says_who_sent_it_and_whom_it_is_for(mailer, server):
    mailer.send(letter(), NOW)
    (envelope,) = server.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("portal@portal.example", ["ingrid@fjordvann.example"])


def test_several_mails_go_over_one_connection(mailer, server):
    for _ in range(3):
        mailer.send(letter(), NOW)
    assert (len(server.taken), server.connections) == (3, 1)


def test_each_thread_has_a_connection_of_its_own(mailer, server):
    threads = [threading.Thread(target=mailer.send, args=(letter(id=f"m{n}"), NOW)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(server.taken), server.connections) == (4, 4)


@pytest.mark.parametrize("answer", [None, "421 closing", "500 what?"])
def test_a_connection_that_has_ended_meanwhile_is_made_anew(mailer, server, answer):
    mailer.send(letter(), NOW)
    server.answers["RSET"] = [answer]
    mailer.send(letter(), NOW)
    assert (len(server.taken), server.connections) == (2, 2)


def test_a_connection_is_not_used_for_ever(mailer, server, monkeypatch):
    monkeypatch.setattr("portalkit.mail_smtp.USES", 2)
    for _ in range(3):
        mailer.send(letter(), NOW)
    monkeypatch.setattr("portalkit.mail_smtp.IDLE", -1)
    mailer.send(letter(), NOW)
    mailer.send(letter(), NOW)
    assert (len(server.taken), server.connections) == (5, 3)


def test_a_server_may_be_encrypted_from_the_first_byte(certified):
    with (
        MailServer(certified, implicit=True) as server,
        mailer_for(server.port, certified, tls="implicit") as mailer,
    ):
        mailer.send(letter(), NOW)
        assert len(server.taken) == 1


# What will never be taken, and what may be another time


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("RCPT", "550 5.1.1 no such mailbox"),
        ("RCPT", "501 5.1.3 bad address"),
        ("DATA", "554 5.7.1 this looks like spam"),
        ("MAIL", "552 5.3.4 too large"),
    ],
)
def test_what_is_refused_for_good_is_told_apart_and_the_connection_goes_on(mailer, server, verb, answer):
    server.answers[verb] = [answer]
    with pytest.raises(MailRefused, match=answer):
        mailer.send(letter(), NOW)
    mailer.send(letter(id="m2"), NOW)
    assert [message["Message-ID"] for message in server.messages()] == ["<m2@portal.example>"]
    assert server.connections == 1


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("RCPT", "451 4.7.1 greylisted, come back later"),
        ("RCPT", "452 4.2.2 mailbox full"),
        ("RCPT", "421 4.3.2 shutting down"),
        ("RCPT", "530 5.7.0 sign in first"),
        ("RCPT", "nonsense"),
        ("MAIL", "550 5.7.1 this sender is not yours"),
        ("MAIL", "421 4.7.0 too many mails"),
        ("DATA", "451 4.3.0 no room just now"),
        ("DATA", "503 5.5.1 not your turn"),
        ("DATA", None),
        ("half of DATA", "hang up"),
        ("AUTH", "454 4.7.0 no passwords just now"),
    ],
)
def test_what_may_be_taken_another_time_is_an_oserror(mailer, server, verb, answer):
    server.answers[verb] = [answer, answer]  # a refused sign-in is tried once more in another way
    with pytest.raises(OSError):
        mailer.send(letter(), NOW)
    assert server.taken == []
    server.answers.clear()
    mailer.send(letter(), NOW)
    assert [message["Message-ID"] for message in server.messages()] == ["<m1@portal.example>"]


def test_a_wrong_password_may_be_put_right(server, certified):
    with mailer_for(server.port, certified, password="another") as mailer, pytest.raises(OSError, match="535"):
        mailer.send(letter(), NOW)
    assert server.taken == []


def test_a_server_that_is_not_there_is_an_oserror(certified):
    with MailServer(certified) as server:
        pass
    with mailer_for(server.port, certified) as mailer, pytest.raises(OSError):
        mailer.send(letter(), NOW)


@pytest.mark.parametrize(
    "said", ["550 5.1.1 <ingrid@fjordvann.example>: unknown", "450 user Ingrid@Fjordvann.example, ingrid, is busy"]
)
def test_what_the_server_says_is_kept_without_the_address(mailer, server, said):
    server.answers["RCPT"] = [said]
    with pytest.raises((MailRefused, OSError)) as caught:
        mailer.send(letter(), NOW)
    assert "ingrid" not in str(caught.value).lower() and "(receiver)" in str(caught.value)
    assert caught.value.__suppress_context__


# Addresses beyond ASCII


def test_a_domain_goes_out_in_ascii(mailer, server):
    mailer.send(letter(to="ingrid@straße.example"), NOW)
    (message,) = server.messages()
    assert server.taken[0].rcpt_tos == ["ingrid@xn--strae-oqa.example"]
    assert message["To"].addresses[0].addr_spec == "ingrid@xn--strae-oqa.example"


def test_a_name_beyond_ascii_before_the_at_goes_to_a_server_that_takes_it(mailer, server):
    mailer.send(letter(to="tomás@fjordvann.example"), NOW)
    assert server.taken[0].rcpt_tos == ["tomás@fjordvann.example"]
    assert "To: Ingrid Solheim <tomás@fjordvann.example>".encode() in server.taken[0].content


def test_a_name_beyond_ascii_is_refused_where_the_server_does_not_take_it(certified):
    with MailServer(certified, enable_SMTPUTF8=False) as server, mailer_for(server.port, certified) as mailer:
        with pytest.raises(MailRefused, match="ASCII"):
            mailer.send(letter(to="tomás@fjordvann.example"), NOW)
        mailer.send(letter(), NOW)
        assert len(server.taken) == 1


def test_what_goes_out_is_ascii_in_short_lines_that_end_as_they_should(mailer, server):
    mailer.send(letter(text="Søak\n.\nit\r.\r" + "x" * 5000, html="<p>ü</p>" * 1000, name="Tomás " * 30), NOW)
    raw = server.taken[0].content
    assert raw.isascii() and max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")
    assert server.messages()[0].get_body(("plain",)).get_content().split() == ["Søak", ".", "it", ".", "x" * 5000]


# MAIL_URL


def test_the_address_names_server_user_and_password():
    assert server_at("smtp://portal:p%40ss@mail.example", True) == Server(
        "mail.example", 587, "required", "portal", "p@ss"
    )
    assert server_at("smtps://mail.example", True) == Server("mail.example", 465, "implicit")
    assert server_at("smtp://127.0.0.1:25?tls=none", True) == Server("127.0.0.1", 25, "none")
    assert server_at("smtp://mail:25?tls=opportunistic", False) == Server("mail", 25, "opportunistic")


@pytest.mark.parametrize(
    "url",
    [
        "smtp://",
        "smtp://portal:secret@mail.example:port",
        "smtp://portal:secret@mail.example/path",
        "smtp://portal:secret@mail.example?tls=maybe",
        "smtp://portal:secret@mail.example?tsl=none",
        "smtp://portal:secret@mail.example?tls=none",
        "smtp://portal:secret@mail.example?tls=opportunistic",
        "smtps://portal:secret@mail.example?tls=none",
        "smtp://portal:secr%C3%A9t@mail.example",
    ],
)
def test_an_address_that_will_not_do_is_told_without_its_password(url):
    with pytest.raises(WrongSetting, match="MAIL_URL") as caught:
        server_at(url, production=True)
    assert "secr" not in str(caught.value)


def test_a_services_mailer_follows_its_settings(server, certified):
    url = f"smtp://{USER}:{PASSWORD}@localhost:{server.port}"
    mailer = open_mailer(Settings(mail_url=url, mail_ca=certified.ca, mail_from="help@straße.example"))
    mailer.send(letter(), NOW)
    assert server.taken[0].mail_from == "help@xn--strae-oqa.example"
    with pytest.raises(WrongSetting, match="MAIL_FROM"):
        open_mailer(Settings(mail_url=url, mail_from="nobody"))
