"""Asking others' servers never reaches what is nobody else's."""

import socket
import ssl
import time

import pytest

from portalkit.outside import NO_ANSWER, NO_HOST, NO_TLS, Networks, NotAllowed, Outside, Ports, Silent, is_public
from portalkit.testing.certificates import certify
from portalkit.testing.site import ENDLESS, Site

LOOPBACK = Networks("127.0.0.0/8")
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody, and needs no time to read whom
OURS = """0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.192 192.0.2.1 192.168.1.1 198.18.0.1 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::a00:1 64:ff9b::7f00:1
64:ff9b:1::1 2002:7f00:1:: 2002:a00:1:: 2001:0:7f00:1:0:0:0:0 2001:db8::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0
fec0::1 ff02::1 100::1""".split()  # noqa: SIM905


@pytest.fixture
def site():
    with Site() as made:
        yield made


def outside(site, **more):
    return Outside("Tests", **({"ports": frozenset((80, 443, site.port)), "allowed": LOOPBACK, "tls": NOBODY} | more))


def named(monkeypatch, *answers):
    """Let every name lead to these addresses; what was looked up."""
    looked = []

    def look_up(host, port, **_):
        looked.append(host)
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(family[":" in one], socket.SOCK_STREAM, 6, "", (one, port)) for one in answers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return looked


def test_no_address_of_our_own_is_public_in_whatever_it_is_wrapped():
    assert [one for one in OURS if is_public(one)] == []
    theirs = ("93.184.215.14", "8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::808:808", "2606:4700::1111", "2002:808:808::")
    assert all(map(is_public, theirs))


def test_what_is_our_own_is_not_asked_however_it_is_written(site):
    strict = outside(site, allowed=Networks(""))
    written = ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:7f00:1]")
    for host in (*written, "0", "[::]"):
        with pytest.raises((NotAllowed, Silent)) as told:
            strict.ask("GET", f"http://{host}:{site.port}/")
        assert told.type is NotAllowed or told.value.why == NO_HOST, host
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    (
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http:///x",
        "//127.0.0.1/",
        "http://user:word@127.0.0.1/",
        "http://user@127.0.0.1/",
        "http://127.0.0.1:22/",
        "https://127.0.0.1:99999999/",
        "http://[::1/",
    ),
)
def test_only_web_addresses_without_credentials_at_permitted_ports_are_asked(address):
    with pytest.raises(NotAllowed):
        Outside("Tests", allowed=LOOPBACK, tls=NOBODY).ask("HEAD", address)


def test_a_name_is_looked_up_once_and_connected_to_where_it_led_then(site, monkeypatch):
    site.plan("/x", 200, ETag='"1"')
    looked = named(monkeypatch, "10.0.0.1", "fd00::1", "127.0.0.1")
    answered = outside(site).ask("GET", f"http://two-faced.example:{site.port}/x")
    assert (answered.status, answered.headers["etag"]) == (200, '"1"') and looked == ["two-faced.example"]
    with pytest.raises(NotAllowed):
        outside(site, allowed=Networks("")).ask("GET", f"http://two-faced.example:{site.port}/x")


def test_it_says_who_asks_sends_no_cookies_and_knows_no_proxy(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.plan("/x", 200, Set_Cookie="a=b")
    for _ in range(2):
        outside(site).ask("HEAD", site.at("/x#part"), {"If-None-Match": '"1"'})
    headers = site.asked[1][2]
    assert site.methods("/x") == ["HEAD", "HEAD"] and headers["User-Agent"] == "Tests" and "Cookie" not in headers
    assert headers["If-None-Match"] == '"1"' and headers["Host"] == f"127.0.0.1:{site.port}"


def test_redirects_are_told_and_not_followed(site):
    site.plan("/old", 301, Location="http://169.254.169.254/latest/meta-data/")
    assert outside(site).ask("HEAD", site.at("/old")).status == 301 and len(site.asked) == 1


def test_a_server_that_never_ends_is_left(site):
    site.plan("/x", ENDLESS)
    began = time.monotonic()
    with pytest.raises(Silent) as told:
        outside(site, seconds=0.2).ask("GET", site.at("/x"))
    assert told.value.why == NO_ANSWER and time.monotonic() - began < 5


def test_who_does_not_answer_is_told_apart(monkeypatch):
    with Site() as site:
        gone = site.at("/x")
    with pytest.raises(Silent) as told:
        outside(site).ask("GET", gone)
    assert told.value.why == NO_ANSWER

    def unknown(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Silent) as told:
        outside(site).ask("GET", f"http://no-such-name.invalid:{site.port}/")
    assert told.value.why == NO_HOST


def test_a_certificate_is_checked_against_the_name(tmp_path, monkeypatch):
    certified = certify(tmp_path, "good.example")
    with Site(certified) as site:
        site.plan("/x", 204)
        named(monkeypatch, "127.0.0.1")
        careful = outside(site, tls=ssl.create_default_context(cadata=certified.ca))
        assert careful.ask("HEAD", f"https://good.example:{site.port}/x").status == 204
        for asking, name in ((careful, "other.example"), (outside(site), "good.example")):
            with pytest.raises(Silent) as told:
                asking.ask("HEAD", f"https://{name}:{site.port}/x")
            assert told.value.why == NO_TLS


def test_settings_name_networks_and_ports():
    assert Ports("80, 8080") == {80, 8080}
    for wrong in ("ten", "10.0.0.1/8"):
        with pytest.raises(ValueError):
            Networks(wrong)
