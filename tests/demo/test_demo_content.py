"""The demonstration's content is complete, consistent, and written by hand rather than multiplied.

The files under deploy/demo/content are plain data. These tests promise whoever loads them that every reference
resolves, that dates run forwards, that nobody writes where they may not read, and that no passage occurs twice.
"""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from demo.content import BUILT_IN, audiences, by_id, folder, is_in, may_write, people, replies, table, texts, words

from community.model.person import handle_of
from portalkit.markdown_names import names_in

PRODUCTS = {"heron-300", "heron-500", "tern-2", "tern-2-pro"}
REGIONS = {"europe", "north-america", "asia-pacific"}
GENRES = {"article", "faq", "news", "blog"}
RUN = 8


def test_the_promised_number_of_everything_is_there():
    assert len(people()) == 40
    assert len(audiences()) == 6
    kinds = Counter(article.get("genre", "article") for article in folder("articles") if article["language"] == "en")
    assert (kinds["article"] + kinds["faq"], kinds["news"], kinds["blog"]) == (60, 10, 4)
    assert sum(article["language"] == "de" for article in folder("articles")) == 15
    assert len(folder("topics")) == 150
    assert len(replies()) >= 400
    assert len({reply["external_id"] for _, reply in replies()}) == len(replies())


def test_every_person_is_described_by_known_values():
    for key, person in people().items():
        assert person["kind"] in {"staff", "customer"}, key
        assert person["region"] in REGIONS, key
        assert set(person["products"]) <= PRODUCTS, key
        assert set(person["roles"]) <= {"author", "moderator", "reviewer", "administrator", "expert"}, key
        assert re.fullmatch(r"[A-Z]{2}", person["country"]), key
        assert isinstance(person["partner"], bool), key
        assert person["email"].endswith(".example"), key
        assert person["email"].endswith("@saltmarsh.example") == (person["kind"] == "staff"), key


def test_whom_one_can_sign_in_as_covers_every_role_and_some_customers_are_experts_or_partners():
    staff = [person for person in by_id("people", "person").values() if person["kind"] == "staff"]
    customers = [person for person in people().values() if person["kind"] == "customer"]
    assert {"author", "moderator", "reviewer", "administrator"} <= {
        role for person in staff for role in person["roles"]
    }
    assert sum("expert" in person["roles"] for person in customers) == 3
    assert sum(person["partner"] for person in customers) == 4


def test_email_addresses_belong_to_one_person_each():
    assert len({person["email"] for person in people().values()}) == len(people())


@pytest.mark.parametrize("key", sorted(audiences()))
def test_an_audience_holds_some_people_and_leaves_out_others(key):
    inside = {name for name, person in people().items() if is_in(person, key)}
    customers = {name for name, person in people().items() if person["kind"] == "customer"}
    assert len(inside) >= 2
    assert len(customers - inside) >= 3


@pytest.mark.parametrize("tree", ["knowledge", "community"])
def test_categories_form_a_tree_of_two_levels_with_known_audiences(tree):
    categories = by_id("categories", tree)
    for key, category in categories.items():
        assert category["name"] and category["description"], key
        assert set(category["audiences"]) <= set(BUILT_IN) | set(audiences()), key
        if "parent" in category:
            assert "parent" not in categories[category["parent"]], key


def test_every_category_has_something_in_it_or_below_it():
    for tree, things in (("knowledge", "articles"), ("community", "topics")):
        used = {item["category"] for item in folder(things)}
        used |= {by_id("categories", tree)[key].get("parent") for key in used}
        assert used - {None} == set(by_id("categories", tree))


def test_articles_refer_to_things_that_exist():
    by_name = {article["external_id"]: article for article in folder("articles")}
    solved = {topic["external_id"] for topic in folder("topics") if "accepted" in topic}
    for article in folder("articles"):
        key = article["external_id"]
        assert article["category"] in by_id("categories", "knowledge"), key
        assert set(article["audiences"]) <= set(BUILT_IN) | set(audiences()), key
        assert article["product"] in PRODUCTS | {""}, key
        original = by_name.get(article.get("translation_of"))
        assert article["language"] == ("de" if original else "en"), key
        alike = ("category", "audiences", "product", "region")
        assert not original or all(original.get(each) == article.get(each) for each in alike), key
        assert article.get("genre", "article") in GENRES, key
        assert "grew_from" not in article or article["grew_from"] in solved, key
        assert people()[article["author"]]["kind"] == "staff", key
        assert "author" in people()[article["author"]]["roles"], key


def test_topics_refer_to_things_that_exist():
    for topic in folder("topics"):
        key = topic["external_id"]
        assert topic["category"] in by_id("categories", "community"), key
        assert set(topic["audiences"]) <= set(BUILT_IN) | set(audiences()), key
        if "accepted" in topic:
            assert topic["accepted"] in {reply["external_id"] for reply in topic["reply"]}, key


def test_most_things_are_open_and_some_are_not():
    named = [item for item in folder("articles") if set(item["audiences"]) & set(audiences())]
    assert 5 <= len(named) <= len(folder("articles")) / 5
    assert sum("staff" in item["audiences"] for item in folder("articles")) == 3
    assert len(folder("topics")) * 0.8 <= sum(item["audiences"] == ["everyone"] for item in folder("topics")) < 150
    assert 0.4 < sum("accepted" in item for item in folder("topics")) / len(folder("topics")) < 0.7


def test_there_are_articles_of_every_genre():
    assert {article.get("genre", "article") for article in folder("articles")} == GENRES


def test_articles_are_published_before_they_are_updated():
    first, last = datetime(2024, 12, 1, tzinfo=UTC), datetime(2026, 11, 19, tzinfo=UTC)
    for article in folder("articles"):
        assert first <= article["published_at"] <= article["updated_at"] < last, article["external_id"]


def test_replies_follow_their_topic_and_one_another():
    last = datetime(2026, 11, 19, tzinfo=UTC)
    for topic in folder("topics"):
        times = [topic["asked_at"], *(reply["written_at"] for reply in topic.get("reply", []))]
        assert times == sorted(set(times)), topic["external_id"]
        assert datetime(2024, 11, 18, tzinfo=UTC) <= times[0] and times[-1] < last, topic["external_id"]


def test_nobody_writes_where_they_may_not_read():
    for article in folder("articles"):
        assert may_write(article["author"], "knowledge", article), article["external_id"]
    for topic in folder("topics"):
        assert may_write(topic["author"], "community", topic), topic["external_id"]
    for topic, reply in replies():
        assert may_write(reply["author"], "community", topic), reply["external_id"]


def test_texts_have_the_length_of_their_kind():
    for article in folder("articles"):
        assert 180 <= words(article["body"]) <= 600, article["external_id"]
    for topic in folder("topics"):
        assert 5 <= words(topic["body"]) <= 200, (topic["external_id"], words(topic["body"]))
    for _, reply in replies():
        assert 1 <= words(reply["body"]) <= 200, (reply["external_id"], words(reply["body"]))


def test_some_write_at_length_and_some_in_a_few_words():
    lengths = sorted(words(reply["body"]) for _, reply in replies())
    assert lengths[len(lengths) // 10] < 15 and lengths[-len(lengths) // 10] > 45


def test_articles_use_sections_and_neither_html_nor_images():
    for article in folder("articles"):
        assert re.search(r"(?m)^## ", article["body"]), article["external_id"]
        assert "![" not in article["body"], article["external_id"]
    for name, text in texts().items():
        prose = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", text)
        assert not re.search(r"</?[a-zA-Z!]", prose), name
        assert text.count("```") % 2 == 0, name


def test_no_run_of_eight_words_occurs_twice():
    seen, twice = {}, []
    for name, text in texts().items():
        tokens = re.findall(r"\w+", text.lower())
        for start in range(len(tokens) - RUN + 1):
            run = tuple(tokens[start : start + RUN])
            if run in seen:
                twice.append(f"{seen[run]} and {name}: {' '.join(run)}")
            seen.setdefault(run, name)
    assert not twice, "\n".join(twice)


def test_people_follow_tags_that_topics_have():
    used = {tag for topic in folder("topics") for tag in topic.get("tags", [])}
    for wish in table("follows")["follow"]:
        assert wish["person"] in people() and set(wish["tags"]) <= used, wish["person"]


def test_what_authors_pinned_and_people_saved_is_there():
    pins, articles = table("pins"), {article["external_id"] for article in folder("articles")}
    assert "author" in people()[pins["author"]]["roles"] and set(pins["pinned"]) <= articles
    kept = {name for wish in table("follows")["follow"] for name in wish["saved"]}
    assert kept <= by_id("categories", "knowledge").keys()


def test_somebody_comes_back_to_something_new():
    seen = [person["seen_at"] for person in people().values() if "seen_at" in person]
    newest = max(article["published_at"] for article in folder("articles"))
    assert seen and all(at < newest for at in seen)


def test_a_name_after_an_at_is_that_of_a_person_who_has_written():
    bodies = [reply["body"] for _, reply in replies()]
    named = [name for body in bodies for name in names_in(body)]
    assert len(named) >= 3
    for name in named:
        assert handle_of(people()[name]["name"]) == name


def test_a_persona_stands_for_an_audience_and_its_tasks_lead_to_pages():
    for persona in table("personas")["persona"]:
        assert persona["audience"] in audiences() and persona.get("owner", "henning-voss") in people()
        assert all(re.match(r"/[a-z]", task["path"]) for task in persona["tasks"])
    asked = [each for search in table("searches")["search"] for each in search.get("by", ())]
    assert asked and all(each["audience"] in audiences() and each["empty"] <= each["asked"] for each in asked)


def test_what_was_searched_and_what_is_pinned_are_things_that_exist():
    there = {article["external_id"] for article in folder("articles")} | {t["external_id"] for t in folder("topics")}
    opened = [each["thing"] for search in table("searches")["search"] for each in search.get("opened", ())]
    pinned = [thing for pin in table("search_rules")["pin"] for _, thing in pin["things"]]
    assert not {*opened, *pinned} - there
    words = [search["query"] for search in table("searches")["search"]]
    assert len(words) == len(set(words)) and all(word == word.casefold() for word in words)
    assert all(search["empty"] <= search["asked"] for search in table("searches")["search"])
