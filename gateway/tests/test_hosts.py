import pytest

from gateway.hosts import NOWHERE, asked_from_here, client_ip, own_path


@pytest.mark.parametrize(
    "path", ["/", "/topics/new?title=a%20b", "/topics?category=1#x", "/a//b", "/%2f%2fevil.example"]
)
def test_addresses_within_the_portal_are_followed(path):
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/ /evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "topics",
        " /topics",
        "/topics\r\nSet-Cookie: a=b",
        "/topics\n",
        "/\n",
        "/" + "a" * 3000,
    ],
)
def test_any_other_address_leads_to_the_start(path):
    assert own_path(path) == "/"


def test_forwarded_addresses_count_only_as_far_as_our_own_proxies_wrote_them():
    environ = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9, 10.0.0.2"}
    assert client_ip(environ, 0) == "10.0.0.1"
    assert client_ip(environ, 1) == "10.0.0.2"
    assert client_ip(environ, 2) == "203.0.113.9"
    assert client_ip(environ | {"HTTP_X_FORWARDED_FOR": "6.6.6.6"}, 2) == "10.0.0.1"


def test_what_is_no_address_is_nowhere():
    assert client_ip({"REMOTE_ADDR": ""}, 0) == NOWHERE
    assert client_ip({"HTTP_X_FORWARDED_FOR": "' OR 1=1"}, 1) == NOWHERE


def test_only_programs_on_this_machine_ask_from_here():
    assert asked_from_here({"REMOTE_ADDR": "127.0.0.1"}, 0)
    assert asked_from_here({"REMOTE_ADDR": "::1"}, 0)
    assert not asked_from_here({"REMOTE_ADDR": "203.0.113.9"}, 0)
    assert not asked_from_here({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 0)
    assert not asked_from_here({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 1)
