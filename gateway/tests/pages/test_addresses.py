"""Articles and topics stand at an address that people can read."""

import re

import pytest

from gateway.addresses import id_in, slug, titled
from portalkit.addresses import LETTERS

from .reading import ids

NOWHERE = "01900000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Clean the wombat valve", "clean-the-wombat-valve"),
        ("  Don’t panic: 4.2 — it's fine!", "dont-panic-4-2-its-fine"),
        ("Über den Straßenfluß", "ueber-den-strassenfluss"),
        ("U\u0308bung macht's", "uebung-machts"),
        ("Ångström, łódź & Čapek", "angstroem-lodz-capek"),
        ("校正 pH 电极", "ph"),
        ("校正电极 2026", ""),
        ("?!", ""),
        ("../edit?x=1#y", "edit-x-1-y"),
        ("x" * 80, "x" * LETTERS),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_the_words_of_a_title_make_a_readable_address(title, words):
    assert slug(title) == words
    assert titled(NOWHERE, title) == (f"{NOWHERE}-{words}" if words else NOWHERE)
    assert id_in(titled(NOWHERE, title)) == NOWHERE


def test_only_what_stands_behind_an_id_is_taken_away():
    assert [id_in(step) for step in ("new", "a-b", NOWHERE, f"{NOWHERE}-", f"{NOWHERE}-new-edit")] == [
        *("new", "a-b", NOWHERE, NOWHERE, NOWHERE),
    ]


@pytest.fixture(params=["articles", "topics"])
def place(request, visitor):
    """The own address of an article, and of a topic, as the list has it."""
    return re.search(rf'href="(/{request.param}/[0-9a-f-]{{36}}-[^"]+)"', visitor.get(f"/{request.param}").text)[1]


def alone(place):
    """The address by the id alone."""
    return place[: place.index("/", 1) + 37]


def test_lists_lead_to_the_readable_address_and_any_other_to_it(place, visitor, ana):
    for reader, kept in ((visitor, "public, no-cache"), (ana, "private, no-cache")):
        assert reader.ask(place).status_code == 200
        for other in (alone(place), f"{alone(place)}-other-words", f"{place}-", f"{alone(place)}-%22%0d%0a"):
            for method in ("GET", "HEAD"):
                answer = reader.ask(f"{other}?cursor=&order=votes", method)
                assert (answer.status_code, answer.headers["Location"]) == (301, f"{place}?cursor=&order=votes")
                assert answer.headers["Cache-Control"] == kept and "ETag" not in answer.headers


def test_the_page_names_its_own_address_and_holds_as_before(place, visitor, ana):
    page = visitor.ask(f"{place}?cursor=")
    assert re.search(r'<link rel="canonical" href="https?://[^/"]+([^"]+)">', page.text)[1] == place
    for reader in (visitor, ana):
        page = reader.ask(place)
        if "ETag" in page.headers:
            assert reader.ask(place, If_None_Match=page.headers["ETag"]).status_code == 304
        assert reader.ask(place, "HEAD").status_code == 200
    assert f"<loc>http://127.0.0.1:8080{place}</loc>" in visitor.get("/sitemap.xml").text
    if place.startswith("/articles"):
        assert f'{place}"' in visitor.get("/feeds/articles.atom").text


def test_pages_below_a_topic_are_found_with_and_without_the_words(visitor, ana):
    (topic,) = ids(visitor.get("/topics"), "topics")[-1:]
    for step in (topic, f"{topic}-why", f"{topic}-edit"):
        assert ana.ask(f"/topics/{step}/edit").status_code in (200, 403)
        assert ana.post(f"/topics/{step}/replies", {"body": ""}).status_code == 422


def test_who_may_not_read_it_learns_its_title_from_no_address(visitor, ana, olga):
    secret = re.search(r'/staff/articles/([0-9a-f-]{36})">Secret numbat', olga.get("/staff/articles").text)[1]
    for reader in (visitor, ana):
        for words in ("", "-secret-numbat", "-anything"):
            foreign, absent = (reader.ask(f"/articles/{id}{words}") for id in (secret, NOWHERE))
            assert (foreign.status_code, absent.status_code) == (404, 404)
            assert "Location" not in foreign.headers and ("numbat" in foreign.text) == ("numbat" in words)
    assert olga.ask(f"/articles/{secret}").headers["Location"] == f"/articles/{secret}-secret-numbat"
