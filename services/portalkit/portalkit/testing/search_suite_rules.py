"""What every search index must do with synonyms and pins, and tell of why a document stands where it does."""

from typing import Any

import pytest

from portalkit.search import DAY, Document, Query, SearchIndex, Synonym
from portalkit.search_reasons import Reasons
from portalkit.testing.search_suite import NOW, find, ids, thing

PROBE = (Synonym(("probe",), ("sensor", "measuring cell")),)
ALIKE = (Synonym(("colour", "tint"), ()), Synonym(("flow cell", "chamber")))


@pytest.fixture
def stocked(index: SearchIndex) -> SearchIndex:
    index.write(
        "g1",
        [
            thing("probe", "Clean the probe"),
            thing("sensor", "Clean the sensors"),
            thing("cell", "Clean the measuring cell"),
            thing("apart", "Clean the cell after measuring"),
            thing("tint", "A tint of green"),
            thing("chamber", "Rinse the chamber"),
            thing("flow", "Rinse cells that flow"),
        ],
    )
    return index


def explain(index: SearchIndex, text: str, id: str, **query: Any) -> Reasons:
    told = index.explain("g1", Query(text, **query), id)
    assert told is not None
    return told


def test_a_synonym_of_one_way_widens_what_is_typed_and_not_the_other_way_round(stocked: SearchIndex) -> None:
    found = ids(find(stocked, "clean probes", synonyms=PROBE))
    assert found[0] == "probe" and sorted(found) == ["cell", "probe", "sensor"]
    assert ids(find(stocked, "sensor", synonyms=PROBE)) == ["sensor"]
    assert ids(find(stocked, "probes")) == ["probe"]


def test_words_that_mean_each_other_are_found_by_each_also_several_words_together(stocked: SearchIndex) -> None:
    assert ids(find(stocked, "green colour", synonyms=ALIKE)) == ["tint"]
    assert sorted(ids(find(stocked, "rinse the flow cells", synonyms=ALIKE))) == ["chamber", "flow"]
    assert sorted(ids(find(stocked, "chamber", synonyms=ALIKE))) == [
        "chamber"
    ]  # the words next to each other are nowhere
    assert ids(find(stocked, "flow chamber", synonyms=ALIKE)) == ids(find(stocked, "flow chamber"))


def test_what_is_found_by_a_synonym_counts_as_found_and_lights_up(stocked: SearchIndex) -> None:
    stocked.write("g1", [thing(f"s{n}", "Sensor", "A sensor drifts.") for n in range(12)])
    results = find(stocked, "probe", synonyms=PROBE, snippet_of="body", limit=20)
    assert results.total == 15 and not results.loosely
    assert "A <mark>sensor</mark> drifts." in [hit.snippet for hit in results.hits]


def test_a_typo_beside_a_synonym_is_still_a_typo(stocked: SearchIndex) -> None:
    assert ids(find(stocked, "claen probe", synonyms=PROBE))[0] == "probe"
    assert "sensor" in ids(find(stocked, "claen probe", synonyms=PROBE))


def test_a_synonym_of_a_language_is_looked_for_in_texts_of_that_language(index: SearchIndex) -> None:
    index.write("g1", [Document("de", 1, {"title": "Messzellen reinigen"}, "de"), thing("en", "Sonde")])
    german = (Synonym(("sonde",), ("messzelle",), "de"),)
    assert sorted(ids(find(index, "Sonden", synonyms=german))) == ["de", "en"]
    assert ids(find(index, "Sonden", synonyms=(Synonym(("sonde",), ("messzelle",), "fr"),))) == ["en"]


def test_what_is_pinned_stands_first_in_its_order_whether_it_matches_or_not(stocked: SearchIndex) -> None:
    results = find(stocked, "sensor", pinned=("tint", "probe", "gone"), facets=("audience",))
    assert ids(results) == ["tint", "probe", "sensor"]
    assert results.total == 3 and results.facets == {"audience": {"everyone": 3}}
    assert ids(find(stocked, "sensor", pinned=("sensor", "probe"))) == ["sensor", "probe"]


def test_a_pin_shows_to_nobody_from_whom_the_thing_is_kept(stocked: SearchIndex) -> None:
    stocked.write("g1", [thing("secret", "Recall", audience="staff", kind="notice")])
    everyone = {"audience": ["everyone"]}
    results = find(stocked, "sensor", pinned=("secret", "probe"), filters=everyone, facets=("kind", "audience"))
    assert ids(results) == ["probe", "sensor"] and results.total == 2
    assert results.facets == {"kind": {}, "audience": {"everyone": 2}}
    assert ids(find(stocked, "sensor", pinned=("secret",), without=["secret"])) == ["sensor"]
    assert ids(find(stocked, "sensor", pinned=("secret",), ranges={"at": (0, 9)})) == []
    assert ids(find(stocked, "sensor", pinned=("secret",), facets=("kind",), chosen={"kind": ["notice"]})) == ["secret"]


def test_a_pin_does_not_keep_a_search_from_looking_further(stocked: SearchIndex) -> None:
    assert ids(find(stocked, "sensorz", pinned=("tint",))) == ["tint", "sensor"]
    assert ids(find(stocked, "zeppelin", pinned=("tint",))) == ["tint"]


def test_a_pin_has_its_place_by_relevance_alone(stocked: SearchIndex) -> None:
    assert ids(find(stocked, "sensor", pinned=("tint",), sort="newest", fresh="at")) == ["sensor"]
    assert "tint" in ids(find(stocked, "", pinned=("tint",), limit=20)) and len(ids(find(stocked, "", limit=20))) == 7
    assert ids(find(stocked, "sensor", pinned=("tint",), limit=1, offset=1)) == ["sensor"]


def test_why_a_document_stands_where_it_does(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Clean the sensors", "With a brush.", kind="faq", at=NOW - 40 * DAY)])
    asked = {"boosts": (("kind", "faq", 0.5), ("kind", "news", 0.4)), "fresh": "at", "now": NOW, "synonyms": PROBE}
    told = explain(index, "clean the probe bruch zeppelin", "a", pinned=("b", "a"), **asked)
    assert [(each.typed, each.word, each.field, each.how) for each in told.matches] == [
        ("clean", "clean", "title", "exact"),
        ("the", "the", "title", "exact"),
        ("probe", "sensor", "title", "synonym"),
        ("bruch", "bruch", "body", "typo"),
    ]
    assert all(each.points > 0 for each in told.matches)
    assert told.absent == ["zeppelin"]
    assert told.boosts == [("kind", "faq", 0.5)]
    assert told.fresh == 0.2 and told.pinned == 2 and told.values["title"] == "Clean the sensors"


def test_words_that_have_another_one_together_are_told_one_by_one(stocked: SearchIndex) -> None:
    told = explain(stocked, "flow cell", "flow", synonyms=ALIKE)
    assert [(each.typed, each.how) for each in told.matches] == [("flow", "exact"), ("cell", "exact")]
    told = explain(stocked, "flow cell", "chamber", synonyms=ALIKE)
    assert [(each.typed, each.word, each.how) for each in told.matches] == [("flow cell", "chamber", "synonym")]
    assert told.absent == []


def test_nothing_is_told_of_a_document_that_the_filters_keep_away(stocked: SearchIndex) -> None:
    assert stocked.explain("g1", Query("probe", filters={"audience": ["staff"]}), "probe") is None
    assert stocked.explain("g1", Query("probe", without=["probe"]), "probe") is None
    assert stocked.explain("g1", Query("probe"), "never") is None


def test_whatever_rules_there_are_a_search_answers(stocked: SearchIndex) -> None:
    strange = (Synonym(("", "???", "🙂"), ("", "…")), Synonym(("sensor",), ("\x00", "the"), "xx"), Synonym(()))
    many = tuple(Synonym(("sensor",), (f"word{n} other{n}",)) for n in range(300))
    for text in ("sensor", "???", "the", 'a "sensor', "sensor " * 50):
        find(stocked, text, synonyms=strange, pinned=("", "\x00", "x" * 5000))
        assert "sensor" in ids(find(stocked, "sensor", synonyms=many, pinned=("nope",) * 30))
