"""What every search index must find, count and hide.

A backend's test module imports these and gives a fixture `connect`: a callable that can be pickled and opens the same
index, with `FIELDS`, each time it is called. What comes first is in `search_suite_ranking`, what writing promises in
`search_suite_writing`, what is in several languages in `search_suite_languages`.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from portalkit.search import Document, Field, Query, Results, SearchIndex

FIELDS = (
    Field("title", "text", 3.0, others=("de", "es", "fr")),
    Field("body", "text", others=("de", "es", "fr")),
    Field("body_de", "text", language="de"),
    Field("kind", "keyword"),
    Field("product", "keyword"),
    Field("audience", "keyword"),
    Field("at", "number"),
    Field("url", "stored"),
)
NOW = 1_800_000_000
Connect = Callable[[], SearchIndex]


def thing(key: str, title: str = "", body: str = "", version: int = 1, **values: Any) -> Document:
    """A document that everyone may see unless it says otherwise."""
    return Document(key, version, {"title": title, "body": body, "audience": "everyone", **values})


@pytest.fixture
def index(connect: Connect) -> Iterator[SearchIndex]:
    """An index with one empty generation, `g1`."""
    opened = connect()
    opened.create("g1")
    yield opened
    opened.close()


def find(index: SearchIndex, text: str = "", **query: Any) -> Results:
    """Search `g1`."""
    return index.search("g1", Query(text, **query))


def ids(results: Results) -> list[str]:
    """The ids of the hits, in order."""
    return [hit.id for hit in results.hits]


def test_a_word_is_found_by_its_stem(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Resetting passwords"), thing("b", body_de="Alle Rechnungen als Datei")])
    assert ids(find(index, "password reset")) == ["a"]
    assert ids(find(index, "RECHNUNG")) == ["b"]


def test_accents_and_case_do_not_matter(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Café menü")])
    for text in ("cafe", "CAFÉ", "Cafe\u0301", "menu", "MENÜ"):
        assert ids(find(index, text)) == ["a"], text


def test_a_typo_still_finds(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Notification settings"), thing("b", body="Change your password here")])
    for text in ("notificaton", "notificatoin", "setings", "notifikation setings"):
        assert (ids(found := find(index, text)), found.loosely) == (["a"], True), text
    assert ids(find(index, "pasword")) == ["b"]


def test_short_words_and_codes_have_no_typos(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Car E4012"), thing("b", "Cat E4013")])
    assert ids(find(index, "cat")) == ["b"]
    assert ids(find(index, "E4012")) == ["a"]


def test_small_words_need_not_match(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Invoices"), thing("b", "The who")])
    assert ids(find(index, "how do I get the invoices")) == ["a"]
    assert ids(find(index, "the who")) == ["b"]


def test_a_phrase_is_found_only_as_such(index: SearchIndex) -> None:
    index.write("g1", [thing("a", body="a new password"), thing("b", body="password that is new")])
    assert ids(find(index, '"new password"')) == ["a"]
    assert ids(find(index, "“new password”")) == ["a"]
    assert find(index, '"new pasword"').total == 0


def test_equal_scores_are_in_the_order_of_ids(index: SearchIndex) -> None:
    for key in ("c", "a", "d", "b"):
        index.write("g1", [thing(key, "Invoice", at=7)])
    assert ids(find(index, "invoice")) == ["a", "b", "c", "d"]
    assert ids(find(index)) == ["a", "b", "c", "d"]
    assert ids(find(index, "invoice", fresh="at", sort="newest")) == ["a", "b", "c", "d"]


def test_pages_join_without_gap_or_repetition(index: SearchIndex) -> None:
    index.write("g1", [thing(f"d{n:03}", "Invoice", at=n // 50) for n in range(120)])
    for query in ({"text": "invoice"}, {"text": ""}, {"text": "invoice", "fresh": "at", "sort": "newest"}):
        pages = [find(index, **query, limit=25, offset=start) for start in range(0, 150, 25)]
        found = [key for page in pages for key in ids(page)]
        assert len(found) == len(set(found)) == 120 and {page.total for page in pages} == {120}
        if "sort" not in query:
            assert found == sorted(found)


def test_a_page_has_at_most_fifty_hits_and_none_beyond_a_thousand(index: SearchIndex) -> None:
    index.write("g1", [thing(f"{n:04}", "Invoice") for n in range(1100)])
    assert len(find(index, "invoice", limit=500).hits) == 50
    assert len(find(index, "invoice", offset=1000).hits) == 10
    beyond = find(index, "invoice", offset=1001)
    assert beyond.hits == [] and beyond.total == 1100


def test_no_text_browses_newest_first(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "One", at=1), thing("b", "Two", at=3), thing("c", "Three", at=2), thing("d", "Four")])
    assert ids(find(index, " ", fresh="at")) == ["b", "c", "a", "d"]


def test_text_without_a_word_finds_nothing(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "One")])
    for text in ("???", "🙂", '""', "*:*", "\x00"):
        assert find(index, text, facets=("kind",)) == Results(0, [], {"kind": {}}), text


def test_newest_sorts_by_time(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Invoice", at=1), thing("b", "More", "invoice", at=3), thing("c", "Invoice", at=2)])
    assert ids(find(index, "invoice", fresh="at", sort="newest")) == ["b", "c", "a"]


def test_ranges_include_their_bounds_and_leave_out_what_has_no_number(index: SearchIndex) -> None:
    index.write("g1", [*(thing(f"n{n}", "Invoice", at=n) for n in (-5, 0, 5)), thing("none", "Invoice")])
    assert ids(find(index, ranges={"at": (0, 5)})) == ["n0", "n5"]
    assert ids(find(index, ranges={"at": (None, 0)})) == ["n-5", "n0"]
    assert ids(find(index, ranges={"at": (2**80, None)})) == ids(find(index, ranges={"at": (5, 0)})) == []
    assert find(index, ranges={"at": (None, None)}).total == 4


def test_hidden_by_filter_is_in_no_hit_total_or_facet(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Invoice", kind="article"), thing("b", "Invoice", kind="secret", audience="staff")])
    for text in ("invoice", "", "invoic", "zeppelin invoice"):
        results = find(index, text, filters={"audience": ["everyone", "members"]}, facets=("kind", "audience"))
        assert (ids(results), results.total) == (["a"], 1)
        assert results.facets == {"kind": {"article": 1}, "audience": {"everyone": 1}}


def test_all_filters_must_hold_and_an_empty_one_lets_nothing_pass(index: SearchIndex) -> None:
    index.write(
        "g1", [thing("a", kind="article", product=["x", "y"]), thing("b", kind="article"), thing("c", product="x")]
    )
    assert ids(find(index, filters={"kind": ["article"], "product": ["y", "z"]})) == ["a"]
    assert find(index, filters={"audience": []}, facets=("kind",)) == Results(0, [], {"kind": {}})


def test_a_filter_that_most_pass_keeps_out_what_has_no_value_or_a_new_one(index: SearchIndex) -> None:
    index.write("g1", [thing(f"a{n}", "Invoice", product="x") for n in range(6)])
    only = {"filters": {"product": ["x"]}, "facets": ("product",)}
    assert find(index, "invoice", **only).total == 6
    index.write("g1", [thing("new", "Invoice", product="y"), thing("none", "Invoice")])
    assert find(index, "invoice", **only).total == 6
    index.write("g1", [thing("both", "Invoice", product=["x", "y"])])
    for text in ("invoice", "invoce", ""):
        results = find(index, text, **only)
        assert ids(results) == [*(f"a{n}" for n in range(6)), "both"] and results.total == 7, text
    index.write("g1", [], ["none", "both"])
    assert find(index, "invoice", filters={"product": ["x", "z"]}).total == 6
    assert find(index, "invoice", filters={"product": ["y"]}).total == 1


def test_a_filter_may_hold_hundreds_of_values(index: SearchIndex) -> None:
    index.write("g1", [thing(f"{n:03}", "Invoice", product=f"p{n}") for n in range(30)])
    some = [f"p{n}" for n in range(20)] + [f"other{n}" for n in range(800)]
    assert find(index, "invoice", filters={"product": some}, without=[f"{n:03}" for n in range(500)]).total == 0
    assert find(index, "invoice", filters={"product": some}).total == 20


def test_without_ids_are_in_no_hit_total_or_facet(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Invoice", kind="article"), thing("b", "Invoice", kind="topic")])
    for text in ("invoice", ""):
        results = find(index, text, without={"b", "unknown"}, facets=("kind",))
        assert (ids(results), results.total, results.facets) == (["a"], 1, {"kind": {"article": 1}})


def test_a_field_that_is_not_there_is_refused_and_no_filter_is_skipped(index: SearchIndex) -> None:
    for wrong in ({"filters": {"nope": ["x"]}}, {"filters": {"title": ["x"]}}, {"ranges": {"kind": (1, 2)}}):
        with pytest.raises(ValueError, match="is not a"):
            find(index, **wrong)


def test_a_chosen_facet_narrows_all_but_its_own_counts(index: SearchIndex) -> None:
    index.write(
        "g1",
        [
            thing("a", "Invoice", kind="article", product="x"),
            thing("b", "Invoice", kind="article", product="y"),
            thing("c", "Invoice", kind="topic", product="y"),
        ],
    )
    results = find(index, "invoice", facets=("kind", "product"), chosen={"kind": ["article"]})
    assert (ids(results), results.total) == (["a", "b"], 2)
    assert results.facets == {"kind": {"article": 2, "topic": 1}, "product": {"x": 1, "y": 1}}
    results = find(index, "", facets=("kind", "product"), chosen={"kind": ["topic"], "product": ["x"]})
    assert results.total == 0 and results.facets == {"kind": {"article": 1}, "product": {"y": 1}}
    assert find(index, "", chosen={"kind": []}).total == 3


@pytest.mark.parametrize("exact", [3, 12])
def test_choosing_a_facet_shows_as_many_as_its_count_said(index: SearchIndex, exact: int) -> None:
    things = [thing(f"a{n}", "Printer", kind="article" if n else "topic") for n in range(exact)]
    index.write("g1", [*things, *(thing(f"b{n}", "Printed", kind="topic") for n in range(15))])
    counts = find(index, "printer", facets=("kind",)).facets["kind"]
    assert counts == ({"article": 11, "topic": 1} if exact == 12 else {"article": 2, "topic": 16})
    for kind, count in counts.items():
        assert find(index, "printer", facets=("kind",), chosen={"kind": [kind]}).total == count


def test_facets_list_the_most_frequent_first_and_every_value_of_a_list(index: SearchIndex) -> None:
    index.write("g1", [thing("a", product=["x", "y"]), thing("b", product=["y"]), thing("c", product=["w"])])
    assert list(find(index, facets=("product",)).facets["product"].items()) == [("y", 2), ("w", 1), ("x", 1)]


def test_a_facet_is_counted_from_its_first_value_on(index: SearchIndex) -> None:
    for document, counts in ((thing("a"), {}), (thing("b"), {}), (thing("c", product="x"), {"x": 1})):
        index.write("g1", [document])
        assert find(index, limit=1, facets=("product",)).facets == {"product": counts}


def test_what_has_no_value_of_a_facet_is_in_none_of_its_counts_and_in_no_choice(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Ink", product="x"), thing("b", "Ink", product=None), thing("c", "Ink")])
    assert find(index, "ink", facets=("product",)).facets == {"product": {"x": 1}}
    assert ids(find(index, "ink", facets=("product",), chosen={"product": ["x"]})) == ["a"]


def test_snippets_mark_what_matched_and_are_escaped(index: SearchIndex) -> None:
    body = "<script>alert('x')</script> & " + "padding words here " * 40 + "about café <b>invoices</b> & more"
    index.write("g1", [thing("a", "Other", body)])
    [hit] = find(index, "invoice", snippet_of="body").hits
    assert "<mark>invoices</mark>" in hit.snippet and "café &lt;b&gt;" in hit.snippet
    assert "<script" not in hit.snippet and "<b>" not in hit.snippet and len(hit.snippet) < 500
    [hit] = find(index, "other", snippet_of="body").hits
    assert hit.snippet.startswith("&lt;script&gt;alert(") and "<mark>" not in hit.snippet and hit.snippet.endswith(" …")
    [hit] = find(index, "invoces", snippet_of="body").hits
    assert "<mark>invoices</mark>" in hit.snippet


def test_a_hit_carries_its_document(index: SearchIndex) -> None:
    values = {"title": "Tïtle", "kind": "article", "at": 5, "url": {"path": "/a", "n": [1, None]}}
    index.write("g1", [Document("a", 7, values)])
    [hit] = find(index, "title").hits
    assert (hit.id, hit.version, hit.snippet) == ("a", 7, "")
    assert {name: hit.values[name] for name in values} == values


def test_suggestions_complete_the_last_word_of_titles(index: SearchIndex) -> None:
    index.write(
        "g1",
        [
            thing("a", "Notification settings"),
            thing("b", "Other", "notification"),
            thing("c", "Notice", audience="staff"),
        ],
    )
    everyone = {"audience": ["everyone"]}
    for text in ("n", "notif", "notificati", "settings noti", "notifucat", "notification"):
        assert [hit.id for hit in index.suggest("g1", text, everyone)] == ["a"], text
    assert index.suggest("g1", "noti", everyone, without=["a"]) == []
    assert index.suggest("g1", " ", everyone) == index.suggest("g1", "settin ", everyone) == []


HOSTILE = {
    "ten kilobytes": "password " * 1200,
    "ten kilobytes in one word": "x" * 10_000,
    "regex": "(a+)+$ .* [^]] \\w{1,99999} (?R) ^^",
    "a thousand clauses": " OR ".join(f"(title:a{n} AND NOT body:b{n})" for n in range(1000)),
    "unbalanced quotes": '"invoice "" pay" "',
    "nul": "invoice\x00pay\x00",
    "emoji": "🙂 👩‍👩‍👧 invoice 🇩🇪",
    "right to left": "\u202eפקס \u0641\u0627\u062a\u0648\u0631\u0629 invoice",
    "half characters": "invoice \ud800 \udfff",
    "syntax": "title:[* TO *] -invoice +pay ~9 ^99 field:* {! } AND OR NOT &&",
    "marks": "हिन्दी สวัสดี i\u0307\u0301\u0323nvoice",
    "sixteen long words": " ".join("abcdefghijklmnopqrst" + chr(97 + n) for n in range(16)),
    "only spaces": " \t\n\r\u00a0\u3000",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_typed_answers_soon_and_never_raises(index: SearchIndex, name: str) -> None:
    index.write("g1", [thing(f"{n}", f"Invoice {n}", "pay the invoice " * 50, kind="article") for n in range(200)])
    find(index, "warm")
    started = time.perf_counter()
    find(index, HOSTILE[name], facets=("kind",), snippet_of="body", fresh="at", now=NOW)
    index.suggest("g1", HOSTILE[name], {"audience": ["everyone"]})
    assert time.perf_counter() - started < 0.5
