"""Files in a bucket: its address, and servers that are not what they should be."""

import contextlib
import socketserver
import threading
import time

import pytest
from botocore.config import Config

from portalkit.backends import open_files
from portalkit.files_s3 import SETTINGS
from portalkit.settings import Settings, WrongSetting
from portalkit.testing.files_suite import KEY, put

HEAD = 'Last-Modified: Thu, 26 Nov 2026 00:00:00 GMT\r\nETag: "e1"\r\nConnection: close\r\n'


class Answering(socketserver.ThreadingTCPServer):
    """Gives every request the same answer, and hangs up."""

    daemon_threads = True

    def __init__(self, answer):
        super().__init__(("127.0.0.1", 0), None)
        self.answer, self.asked = answer.encode(), []

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *fault):
        self.shutdown()
        self.server_close()

    def finish_request(self, request, client_address):
        with contextlib.suppress(OSError):
            self.asked.append(request.recv(65536))
            request.sendall(self.answer)

    def files(self):
        url = f"s3://key:secret@127.0.0.1:{self.server_address[1]}/bucket?tls=none"
        return open_files(Settings(files_url=url))


def test_a_file_that_breaks_off_is_an_error_and_no_short_file():
    with Answering(f"HTTP/1.1 200 OK\r\n{HEAD}Content-Length: 100\r\n\r\nten bytes…") as server:
        opened = server.files().open(KEY)
        with opened, pytest.raises(OSError):
            list(opened)


def test_a_server_that_gives_all_where_a_part_was_asked_is_an_error():
    with Answering(f"HTTP/1.1 200 OK\r\n{HEAD}Content-Length: 10\r\n\r\n0123456789") as server:
        files = server.files()
        with pytest.raises(OSError, match="parts"):
            files.open(KEY, 2, 5)


@pytest.mark.parametrize("answer", ["HTTP/1.1 500 Oh\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "nonsense"])
def test_a_server_in_trouble_is_asked_three_times_and_then_told(answer):
    with Answering(answer) as server:
        with pytest.raises(OSError):
            server.files().find(KEY)
        assert len(server.asked) == 3


def test_a_server_that_says_nothing_holds_nobody_up(monkeypatch):
    assert SETTINGS.read_timeout <= 30
    hurried = SETTINGS.merge(Config(read_timeout=0.2, retries={"mode": "standard", "total_max_attempts": 1}))
    monkeypatch.setattr("portalkit.files_s3.SETTINGS", hurried)
    over = threading.Event()
    with Answering("") as server:
        server.finish_request = lambda *_: over.wait(60)
        begun = time.monotonic()
        with pytest.raises(OSError):
            server.files().open(KEY)
        assert time.monotonic() - begun < 20  # it takes a while to make a client
        over.set()


def test_a_server_that_is_not_there_is_an_oserror():
    with Answering("") as server:
        files = server.files()
    with pytest.raises(OSError):
        put(files, b"one")
    with pytest.raises(OSError):
        list(files.below(""))


def test_a_secret_never_travels():
    with Answering("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n") as server:
        server.files().delete(KEY)
    (asked,) = server.asked
    assert asked.startswith(b"DELETE /bucket/exports/u1/accounts.json HTTP/1.1") and b"secret" not in asked


def test_the_address_names_server_bucket_region_and_key():
    files = open_files(Settings(files_url="s3://k:s%2Fs@store.example/files?region=eu-north-1"))
    assert (files._bucket, files._client.meta.endpoint_url) == ("files", "https://store.example")
    assert files._client.meta.region_name == "eu-north-1"
    files = open_files(Settings(files_url="s3://k:s@[::1]:9000/files?tls=none"))
    assert files._client.meta.endpoint_url == "http://[::1]:9000"


@pytest.mark.parametrize(
    "url",
    [
        "s3://",
        "s3://store.example/files",
        "s3://key@store.example/files",
        "s3://key:secret@store.example",
        "s3://key:secret@store.example/files/below",
        "s3://key:secret@store.example:port/files",
        "s3://key:secret@store.example/files?tls=maybe",
        "s3://key:secret@store.example/files?reigon=here",
        "s3://key:secret@store.example/files?region=",
    ],
)
def test_an_address_that_will_not_do_is_told_without_its_secret(url):
    with pytest.raises(WrongSetting, match="FILES_URL") as caught:
        open_files(Settings(files_url=url))
    assert "secret@" not in str(caught.value).replace("key:secret@host", "")
