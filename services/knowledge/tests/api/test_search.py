"""What a search finds, in which order, and how it can be narrowed."""

from typing import Any

import pytest

from knowledge.store.tables import topics

PAGES = "/internal/v1/pages"


@pytest.fixture
def stocked(house: Any) -> Any:
    category = house.category()
    house.topic_category()
    house.article(category, title="Replace the membrane", body="The *membrane* tears in winter.", product="heron-300")
    house.later(days=1)
    house.article(category, title="Prepare for winter", body="Drain it. A membrane does not like frost.", language="de")
    house.later(days=1)
    house.topic("open", title="Membrane or glue", body="Is it the membrane?", product="heron-300")
    house.topic("solved", title="Membrane or glue", body="Is it the membrane?", solved=True, product=None)
    house.reply("r1", "open", "Try a **seahorse**.")
    house.work()
    return house


def facet(answer: Any, name: str) -> dict[str, int]:
    found = [each for each in answer["facets"] if each["name"] == name]
    return {value["label"]: value["count"] for each in found for value in each["values"]}


def test_titles_count_more_than_text_and_solved_more_than_open(stocked: Any) -> None:
    titles = [hit["title"] for hit in stocked.search("membrane")["hits"]]
    assert titles[-1] == "Prepare for winter"
    found = [hit["id"] for hit in stocked.search("membrane", kind="topic")["hits"]]
    assert found == ["solved", "open"]


def test_newest_first_on_demand(stocked: Any) -> None:
    dates = [hit["date"] for hit in stocked.search("membrane", sort="newest")["hits"]]
    assert dates == sorted(dates, reverse=True)


def test_a_topic_is_found_by_its_replies_and_the_snippet_shows_where(stocked: Any) -> None:
    [hit] = stocked.search("seahorse")["hits"]
    assert (hit["kind"], hit["id"], hit["solved"], hit["removals"]) == ("topic", "open", False, 0)
    assert "<mark>seahorse</mark>" in hit["snippet"]
    assert hit["category"] == {"id": "tc1", "name": "Questions"}


def test_two_categories_of_one_name_are_told_apart_by_where_they_are(house: Any) -> None:
    house.topic_category(name="Heron")
    house.article(house.category(name="Heron"), title="Replace the membrane")
    house.topic("t1", title="Membrane or glue")
    house.work()
    assert facet(house.search("membrane"), "category") == {"Heron": 1, "Heron (community)": 1}


def test_the_kinds_of_articles_are_told_apart_by_facet_and_by_hit(house: Any) -> None:
    category = house.category()
    house.topic_category()
    for genre in ("article", "faq", "news", "blog"):
        house.article(category, title=f"Membrane {genre}", genre=genre)
    house.topic("t1", title="Membrane or glue")
    house.work()
    answer = house.search("membrane")
    assert facet(answer, "kind") == {"Articles": 1, "FAQ": 1, "News": 1, "Blog": 1, "Topics": 1}
    told = {(hit["kind"], hit["genre"]) for hit in answer["hits"]}
    assert told == {*(("article", genre) for genre in ("article", "faq", "news", "blog")), ("topic", None)}
    assert [hit["title"] for hit in house.search("membrane", kind="faq")["hits"]] == ["Membrane faq"]
    suggested = {each["title"]: each["genre"] for each in house.page("suggestions?q=membr")["suggestions"]}
    assert (suggested["Membrane news"], suggested["Membrane or glue"]) == ("news", None)
    public = house.client.get("/v1/search?q=membrane").json
    assert facet(public, "kind") == {"Articles": 1, "FAQ": 1, "News": 1, "Blog": 1}


def test_topics_are_narrowed_by_their_kind_and_by_their_tags(house: Any) -> None:
    house.article(house.category(), title="Membrane care")
    house.topic_category()
    house.topic("q", title="Membrane or glue", tags=["membrane", "winter"])
    house.topic("i", title="A membrane that lasts", kind="idea", tags=["membrane"])
    house.topic("n", title="New membrane", kind="announcement")
    house.work()
    answer = house.search("membrane")
    assert facet(answer, "topic_kind") == {"Questions": 1, "Ideas": 1, "Announcements": 1}
    assert facet(answer, "tag") == {"membrane": 2, "winter": 1}
    assert house.found("membrane", topic_kind="idea") == ["i"]
    tagged = house.search("membrane", tag="winter")
    assert ([hit["id"] for hit in tagged["hits"]], facet(tagged, "tag")) == (["q"], {"membrane": 2, "winter": 1})
    house.topic("q", "edited", title="Membrane or glue", kind="discussion", tags=["glue"])
    house.work()
    assert (house.found("membrane", tag="winter"), house.found("membrane", tag="glue")) == ([], ["q"])


def test_kinds_and_tags_of_topics_for_others_are_not_counted(house: Any) -> None:
    house.topic_category()
    house.topic("open", title="Membrane or glue", tags=["membrane"])
    house.topic(
        "inside", title="Membrane supplier", kind="discussion", tags=["membrane", "price"], audience_key="staff"
    )
    house.work()
    answer = house.search("membrane")
    assert facet(answer, "topic_kind") == {"Questions": 1} and facet(answer, "tag") == {"membrane": 1}
    picked = house.search("membrane", tag="price")
    assert (picked["total"], facet(picked, "tag")) == (0, {"membrane": 1, "price": 0})


def test_a_topic_that_was_told_of_without_a_kind_is_found(house: Any) -> None:
    house.topic_category()
    event = house.topic("old", title="Membrane or glue", kind="idea")
    house.work()
    told = {name: value for name, value in event.data.items() if name not in ("kind", "tags")}
    house.tell("community.topic.edited.v1", "old", told)
    house.work()
    assert (house.found("membrane"), facet(house.search("membrane"), "topic_kind")) == (["old"], {})


def test_an_article_that_becomes_a_faq_is_found_as_one(house: Any) -> None:
    article = house.article(house.category(), title="Membrane")
    house.work()
    assert house.found("membrane", kind="faq") == []
    house.edit(article, genre="faq")
    house.work()
    assert house.found("membrane", kind="faq") == [article["id"]]


def test_facets_count_what_there_is_and_choosing_keeps_the_others_of_the_same_facet(stocked: Any) -> None:
    answer = stocked.search("membrane")
    assert facet(answer, "kind") == {"Articles": 2, "Topics": 2}
    assert facet(answer, "category") == {"Heron": 2, "Questions": 2}
    assert facet(answer, "product") == {"heron-300": 2}
    assert facet(answer, "solved") == {"Solved": 1, "Not solved yet": 1}
    assert facet(answer, "language") == {"English": 1, "Deutsch": 1}
    chosen = stocked.search("membrane", kind="topic")
    assert chosen["total"] == 2
    assert facet(chosen, "kind") == {"Articles": 2, "Topics": 2}
    assert "language" not in [each["name"] for each in chosen["facets"]]
    both = stocked.page("search?q=membrane&kind=topic&kind=article&solved=yes")
    assert [hit["id"] for hit in both["hits"]] == ["solved"]


def test_only_a_question_is_solved_or_not(stocked: Any) -> None:
    for kind in ("discussion", "idea", "announcement"):
        stocked.topic(kind, title="Membrane talk", kind=kind)
    stocked.topic("older", title="Membrane of old")
    stocked.take_in()
    with stocked.database.transaction() as tx:  # taken in when there were questions alone
        tx.execute(topics.update().where(topics.c.id == "older").values(kind=None))
    stocked.work()
    answer = stocked.search("membrane", kind="topic")
    assert answer["total"] == 6 and facet(answer, "solved") == {"Solved": 1, "Not solved yet": 2}
    told = {hit["id"]: hit["solved"] for hit in answer["hits"]}
    none = dict.fromkeys(("discussion", "idea", "announcement"))
    assert told == {"open": False, "solved": True, "older": False} | none
    assert set(stocked.found("membrane", kind="topic", solved="no")) == {"open", "older"}


def test_what_was_found_is_told_apart_by_who_wrote_it_where_it_holds_and_when(house: Any) -> None:
    for id, name in (("priya", "Priya"), ("ann", "Ann")):
        house.tell("accounts.user.changed.v1", id, {"kind": "staff"}, person=id, personal={"name": name})
    category = house.category()
    house.topic_category()
    house.topic("old", title="Membrane in use", asked_at="2024-02-03T04:05:06+00:00")
    there = house.article(category, title="Membrane stock", region="Asia-Pacific")["id"]
    house.article(category, ("staff",), title="Membrane secret", region="Europe")
    house.article(category, ("staff",), title="Membrane and price")
    house.work()
    answer = house.search("membrane")
    assert (facet(answer, "author"), facet(answer, "region")) == ({"Priya": 1, "Ann": 1}, {"Asia-Pacific": 1})
    assert list(facet(answer, "year").items()) == [("2026", 1), ("2024", 1)]
    assert house.page(f"article/{there}")["article"]["region"] == "Asia-Pacific"
    assert house.found("membrane", year="2024") == house.found("membrane", author="ann") == ["old"]
    assert house.found("membrane", region="Asia-Pacific") == [there]
    assert facet(house.search("membrane", author="olaf"), "author") == {"Priya": 1, "Ann": 1, "Somebody else": 0}


def test_a_choice_that_finds_nothing_can_be_given_up_again(stocked: Any) -> None:
    answer = stocked.page("search?q=membrane&product=unknown&language=fr")
    assert answer["total"] == 0
    picked = [value for each in answer["facets"] for value in each["values"] if value["chosen"]]
    assert [(value["label"], value["count"]) for value in picked] == [("unknown", 0), ("Français", 0)]


def test_hits_go_on_behind_a_cursor(house: Any) -> None:
    category = house.category()
    made = {house.article(category, title=f"Gasket {number}")["id"] for number in range(23)}
    house.work()
    seen: list[str] = []
    path = "search?q=gasket"
    answer = house.page(path)
    while True:
        seen += [hit["id"] for hit in answer["hits"]]
        if answer["next"] is None:
            break
        answer = house.page(f"{path}&cursor={answer['next']}")
    assert len(seen) == 23 and set(seen) == made


def test_suggestions_follow_what_is_typed(stocked: Any) -> None:
    found = stocked.page("suggestions?q=membr")["suggestions"]
    assert {each["title"] for each in found} == {"Replace the membrane", "Membrane or glue"}
    assert all("removals" in each for each in found if each["kind"] == "topic")
    assert stocked.page("suggestions?q=")["suggestions"] == []


def test_the_public_search_shows_only_what_is_ours(stocked: Any) -> None:
    answer = stocked.client.get("/v1/search?q=membrane").json
    assert {hit["kind"] for hit in answer["hits"]} == {"article"}
    assert (answer["total"], facet(answer, "kind")) == (2, {"Articles": 2})
    found = stocked.client.get("/v1/suggestions?q=membr").json["suggestions"]
    assert [each["title"] for each in found] == ["Replace the membrane"]


def test_nothing_asked_nothing_found(stocked: Any) -> None:
    nothing = {"query": "", "total": 0, "loosely": False, "from": 0, "hits": [], "facets": [], "next": None}
    assert stocked.page("search") == nothing
    assert stocked.page("search?q=%20%20")["query"] == ""


@pytest.mark.parametrize(
    "words", ["%22", "((", "a%00b", "%FF", "*", "/(a+)+$/", "AND%20OR", "%F0%9F%92%A9", "x" * 1000]
)
def test_whatever_is_typed_is_no_error(stocked: Any, words: str) -> None:
    assert stocked.client.get(f"{PAGES}/search?q={words}").status_code == 200
    assert stocked.client.get(f"{PAGES}/suggestions?q={words}").status_code == 200


@pytest.mark.parametrize("wrong", ["kind=person", "solved=perhaps", "sort=oldest", "colour=red", "q=" + "x" * 1001])
def test_what_cannot_be_chosen_is_refused(stocked: Any, wrong: str) -> None:
    answer = stocked.client.get(f"{PAGES}/search?{wrong}")
    assert (answer.status_code, answer.json["slug"]) == (422, "invalid")


def test_who_asks_may_show_what_the_viewer_may_read(stocked: Any) -> None:
    mine = stocked.article(stocked.category("Closed", ("a1",)), title="For owners")
    things = [{"kind": "article", "id": id} for id in (mine["id"], "never")] + [{"kind": "topic", "id": "open"}]
    for viewer, expected in ((stocked.VISITOR, []), (stocked.OWNER, [mine["id"]])):
        answer = stocked.client.post("/internal/v1/visible", {"things": things}, viewer)
        assert [thing["id"] for thing in answer.json["visible"]] == expected
    assert answer.json["visible"][0] == {
        "id": mine["id"],
        "kind": "article",
        "title": "For owners",
        "state": "published",
        "genre": "article",
        "updated_at": stocked.now.isoformat(),
    }
