"""Mail over SMTP, to servers that are not what they should be."""

import contextlib
import socketserver
import threading
import time

import pytest

from portalkit.testing.certificates import certify
from portalkit.testing.mail_server import PASSWORD, MailServer, mailer_for
from portalkit.testing.mail_suite import NOW, letter


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    return certify(tmp_path_factory.mktemp("certificates"), "localhost")


@pytest.fixture
def server(certified):
    with MailServer(certified) as made:
        yield made


class Scripted(socketserver.ThreadingTCPServer):
    """Says lines, one for each thing it hears, and keeps what it heard; with `drip`, then letters without end."""

    daemon_threads = True

    def __init__(self, *says, drip=False):
        super().__init__(("127.0.0.1", 0), None)
        self.says, self.drip, self.heard, self.over = says, drip, b"", threading.Event()
        self.port = self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *fault):
        self.over.set()
        self.shutdown()
        self.server_close()

    def finish_request(self, request, client_address):
        with contextlib.suppress(OSError):
            for line in self.says:
                request.sendall(line.encode() + b"\r\n")
                self.heard += request.recv(65536)
            while self.drip and not self.over.wait(0.05):
                request.sendall(b"2")
            self.over.wait()


def test_a_certificate_for_another_name_is_refused(tmp_path, certified):
    other = certify(tmp_path, "elsewhere.example")
    with MailServer(other) as server, mailer_for(server.port, other) as mailer:
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            mailer.send(letter(), NOW)
        assert server.taken == []


def test_a_certificate_of_an_unknown_authority_is_refused(server, tmp_path):
    ours = certify(tmp_path, "localhost")
    with mailer_for(server.port, ours) as mailer, pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        mailer.send(letter(), NOW)
    assert server.taken == []


def test_where_encryption_is_not_offered_nothing_is_said(certified):
    with Scripted("220 hello", "250-hello\r\n250 AUTH PLAIN LOGIN", "250 go on") as server:
        with mailer_for(server.port, certified) as mailer, pytest.raises(OSError, match="STARTTLS"):
            mailer.send(letter(), NOW)
        assert server.heard.startswith(b"ehlo ") and server.heard.count(b"\n") == 1


def test_what_was_slipped_in_before_encryption_counts_for_nothing(certified):
    lines = ("220 hello", "250-hello\r\n250 STARTTLS", "220 go on\r\n250-slipped in\r\n250 AUTH PLAIN")
    with Scripted(*lines) as server:
        with mailer_for(server.port, certified, seconds=1) as mailer, pytest.raises(OSError):
            mailer.send(letter(), NOW)
        assert PASSWORD.encode() not in server.heard and b"AUTH" not in server.heard


@pytest.mark.parametrize("drip", [False, True], ids=["silent", "a letter at a time"])
@pytest.mark.parametrize("says", [(), ("220 hello",)], ids=["from the start", "after its greeting"])
def test_a_slow_server_holds_nobody_up_for_longer_than_it_may(certified, drip, says):
    with Scripted(*says, drip=drip) as server, mailer_for(server.port, certified, seconds=0.4) as mailer:
        begun = time.monotonic()
        with pytest.raises(OSError):
            mailer.send(letter(), NOW)
        assert time.monotonic() - begun < 5


def test_a_server_that_reads_nothing_holds_nobody_up(certified):
    says = ("220 hello", "250 hello", "250 ok", "250 ok", "354 go on")
    with Scripted(*says) as server, mailer_for(server.port, certified, seconds=1, tls="none", user="") as mailer:
        begun = time.monotonic()
        with pytest.raises(OSError):
            mailer.send(letter(text="x" * 20_000_000), NOW)
        assert time.monotonic() - begun < 15  # most of it is spent in writing the mail


def test_unencrypted_only_when_it_was_asked_for(certified):
    says = ("220 hello", "250 hello", "250 ok", "250 ok", "354 go on", "250 taken")
    with Scripted(*says) as server:
        with mailer_for(server.port, certified, tls="opportunistic", user="") as mailer:
            mailer.send(letter(), NOW)
        assert b"Soak it for two hours." in server.heard


def test_opportunistic_encrypts_where_it_can(server, tmp_path):
    with mailer_for(server.port, certify(tmp_path, "localhost"), tls="opportunistic") as mailer:
        mailer.send(letter(), NOW)
    assert len(server.taken) == 1
