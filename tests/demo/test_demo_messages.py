"""What people of the demo write to each other comes there, once, by the public API alone."""

import sys
from importlib import import_module
from pathlib import Path

import pytest
from demo.content import by_id, table
from relevance.shop import Shop
from support.portal import ORIGIN, Browser

PASSWORD = "heron and tern at low tide"
sys.path.append(str(Path(__file__).parents[2] / "deploy" / "demo"))


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A portal with all of the demo's content."""
    shop = Shop(tmp_path_factory.mktemp("talk"))
    yield shop.portal
    shop.portal.close()


def test_everybody_finds_what_was_written_to_them(portal):
    client = portal.gateway.test_client(use_cookies=False)

    def call(method, path, body, headers):
        answer = client.open(path, method=method, json=body, headers=headers, base_url=ORIGIN)
        return answer.status_code, answer.get_json(silent=True)

    talk = import_module("talk").talk
    talk(call, pytest.fail)
    ingrid = Browser(portal)
    ingrid.post("/signin", {"email": by_id("people", "person")["ingrid-solheim"]["email"], "password": PASSWORD})
    before = ingrid.get("/messages").text
    assert "Marit Eide" in before and "Tomás Ferreira" in before and "Raw values would be wonderful." in before
    talk(call, pytest.fail)
    assert ingrid.get("/messages").text.count("<li") == before.count("<li")


def test_people_who_write_can_sign_in():
    known = by_id("people", "person")
    assert all({each["author"], each["to"]} <= known.keys() for each in table("messages")["message"])
