"""What every search index must put first, and when it goes on with what has only most of the words."""

from portalkit.search import DAY, SearchIndex
from portalkit.testing.search_suite import NOW, find, ids, thing


def test_an_exact_match_comes_before_a_typo(index: SearchIndex) -> None:
    long = "x " * 200 + "printer"
    index.write("g1", [thing("a", "Printed printed"), *(thing(f"b{n}", body=long) for n in range(9))])
    assert ids(find(index, "printer")) == [f"b{n}" for n in range(9)] + ["a"]


def test_with_enough_texts_that_have_every_word_no_others_are_listed(index: SearchIndex) -> None:
    full = [thing(f"a{n}", "Sign in", "with a badge") for n in range(3)]
    index.write("g1", [*full, thing("b", "Sign out"), thing("c", "Badge colours")])
    found = find(index, "sign badge", facets=("audience",))
    assert (ids(found), found.total) == (["a0", "a1", "a2"], 3)
    assert found.facets == {"audience": {"everyone": 3}}


def test_few_texts_with_every_word_are_followed_by_those_with_most_of_them(index: SearchIndex) -> None:
    full = [thing("f1", "Sign in", "with a badge"), thing("f2", "Colours", "of a sign and a badge")]
    half = [thing(f"h{n}", "Other", f"Badge {n}", kind="topic" if n else "article") for n in range(5)]
    index.write("g1", [*full, *half, thing("n", "Nothing of it")])
    pages = [find(index, "sign badge", facets=("kind",), limit=3, offset=start) for start in (0, 3, 6)]
    assert [key for page in pages for key in ids(page)] == ["f1", "f2", *(f"h{n}" for n in range(5))]
    assert {page.total for page in pages} == {7}
    assert [page.facets for page in pages] == [{"kind": {"topic": 4, "article": 1}}] * 3
    chosen = find(index, "sign badge", chosen={"kind": ["topic"]}, facets=("kind",))
    assert (ids(chosen), chosen.total, chosen.facets) == ([f"h{n}" for n in range(1, 5)], 4, pages[0].facets)


def test_what_has_most_words_in_its_title_may_be_better_than_what_has_all_of_them_somewhere(index: SearchIndex) -> None:
    long = thing("long", "Release notes", "padding here " * 200 + "battery " + "more of it " * 200 + "changed, lost")
    others = [thing(f"o{n}", "Something else", f"about {n}") for n in range(20)]
    index.write("g1", [long, thing("best", "Readings lost after battery change"), *others])
    assert ids(find(index, "lost battery change quickly")) == ["best", "long"]
    index.write("g1", [thing("long", "Release notes", "quickly changed, as a battery was lost")])
    assert ids(find(index, "battery quickly")) == ["long", "best"]


def test_sorted_by_time_what_has_only_most_of_the_words_does_not_come_between(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Sign in", "with a badge", at=1), thing("b", "Badge colours", at=2)])
    assert ids(find(index, "sign badge")) == ["a", "b"]
    assert ids(find(index, "sign badge", fresh="at", sort="newest")) == ["a"]
    assert [hit.id for hit in index.suggest("g1", "sign i", {})] == ["a"]


def test_without_a_full_match_most_of_the_words_are_enough(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Export invoices monthly"), thing("b", "Export people")])
    assert ids(find(index, "export invoices zeppelin")) == ["a"]
    assert find(index, "people zeppelin quagmire").total == 0


def test_a_match_in_the_title_comes_first(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Mail", "about invoices and more"), thing("b", "Invoices", "about mail and more")])
    assert ids(find(index, "invoice")) == ["b", "a"]


def test_recent_and_boosted_things_win_among_equals(index: SearchIndex) -> None:
    old, new = NOW - 900 * DAY, NOW - DAY
    index.write("g1", [thing("a", "Invoice", at=old), thing("b", "Invoice", at=new)])
    assert ids(find(index, "invoice", fresh="at", now=NOW)) == ["b", "a"]
    index.write("g1", [thing("c", "Invoice", at=old, kind="solved")])
    assert ids(find(index, "invoice", boosts=(("kind", "solved", 0.5),)))[0] == "c"
