"""Articles in several languages."""

import pytest

STAFF = "/internal/v1/pages/staff"
PAGE = "/internal/v1/pages/article"


@pytest.fixture
def original(house):
    return house.article(house.category(), title="Change the membrane", product="Heron 300")


def translate(house, original, language="de", **more):
    body = {
        "title": "Membran wechseln",
        "body": "Die Membran der Messzelle wird jährlich gewechselt.",
        "category_id": original["category_id"],
        "audiences": original["audiences"],
        "language": language,
        "translation_of": original["id"],
    }
    return house.client.post("/v1/articles", body | more, house.AUTHOR)


def translated(house, original, language="de", **more):
    return house.publish(translate(house, original, language, **more).json)


def test_readers_are_led_from_one_language_to_the_other(house, original):
    german = translated(house, original)
    shown = house.page(f"article/{original['id']}")
    assert shown["translations"] == [{"id": german["id"], "language": "de", "title": "Membran wechseln"}]
    shown = house.page(f"article/{german['id']}")
    assert [(each["id"], each["language"]) for each in shown["translations"]] == [(original["id"], "en")]
    assert (shown["article"]["language"], shown["instead_of"]) == ("de", None)


def test_lists_and_counts_have_an_article_once_and_the_search_has_each_language(house, original):
    german = translated(house, original)
    shown = house.page("articles")
    assert [card["id"] for card in shown["items"]] == [original["id"]]
    assert [each["article_count"] for each in shown["children"]] == [1]
    assert [card["id"] for card in house.page("home")["latest"]] == [original["id"]]
    house.work()
    found = house.page("search?q=Messzellen")
    assert [(hit["id"], hit["language"]) for hit in found["hits"]] == [(german["id"], "de")]


def test_a_draft_of_a_translation_shows_nowhere(house, original):
    draft = translate(house, original).json
    assert house.page(f"article/{original['id']}")["translations"] == []
    missing = house.client.get(f"{PAGE}/{'0' * 36}")
    answer = house.client.get(f"{PAGE}/{draft['id']}")
    assert (
        (answer.status_code, answer.json["slug"]) == (missing.status_code, missing.json["slug"]) == (404, "not-found")
    )


def test_in_place_of_a_translation_that_was_taken_back_stands_the_original(house, original):
    german = translated(house, original)
    house.withdraw(german)
    shown = house.page(f"article/{german['id']}")
    assert (shown["article"]["id"], shown["instead_of"]) == (original["id"], "de")
    house.withdraw(original)
    assert house.client.get(f"{PAGE}/{german['id']}").status_code == 404


def test_a_translation_follows_its_original_to_another_place_and_to_fewer_readers(house, original):
    german = translated(house, original)
    elsewhere = house.category("Elsewhere")
    change = {"category_id": elsewhere, "audiences": ["members"]}
    changed = house.client.patch(f"/v1/articles/{original['id']}", change, house.AUTHOR, If_Match="*")
    assert changed.status_code == 200
    assert house.client.get(f"{PAGE}/{german['id']}").status_code == 404
    edited = house.page(f"staff/article/{german['id']}", house.AUTHOR)["article"]
    assert (edited["category_id"], edited["audiences"]) == (elsewhere, ["members"])


def test_what_is_taken_back_is_taken_back_in_every_language(house, original):
    german = translated(house, original)
    house.withdraw(original)
    assert house.client.get(f"{PAGE}/{german['id']}").status_code == 404
    assert house.page(f"staff/article/{german['id']}", house.AUTHOR)["article"]["state"] == "withdrawn"


def test_the_address_of_a_translation_leads_to_where_its_original_was_merged(house, original):
    german, other, last = translated(house, original), *(house.article(original["category_id"]) for _ in range(2))
    for one, into in ((original, other), (other, last)):
        body = {"into": into["id"]}
        house.client.post(f"/v1/articles/{one['id']}/merge", body, house.AUTHOR, If_Match="*")
        house.page(f"article/{german['id']}", status=404)
        assert house.page(f"article/{german['id']}/moved") == {"to": into["id"], "title": into["title"]}


def sent(house, noun, *items):
    return house.client.post(f"/v1/import/{noun}", {"items": list(items)}, house.IMPORTER).json["items"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"audiences": ["members"]}, "audiences"),
        ({"language": "en"}, "language"),
        ({"translation_of": "0" * 36}, "translation_of"),
    ],
)
def test_a_translation_that_would_be_for_others_or_in_the_same_language_is_refused(house, original, more, field):
    answer = translate(house, original, **more)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_there_is_one_translation_into_each_language_and_none_of_a_translation(house, original):
    german = translated(house, original)
    again = translate(house, original, "de")
    assert list(again.json["errors"]) == ["language"]
    french = translate(house, {**original, "id": german["id"]}, "fr")
    assert list(french.json["errors"]) == ["translation_of"]
    made = translate(house, original, "fr").json
    moved = house.client.patch(f"/v1/articles/{made['id']}", {"language": "de"}, house.AUTHOR, If_Match="*")
    assert list(moved.json["errors"]) == ["language"]
    moved = house.client.patch(f"/v1/articles/{original['id']}", {"language": "de-AT"}, house.AUTHOR, If_Match="*")
    assert list(moved.json["errors"]) == ["language"]


def test_a_translation_does_not_come_out_before_its_original(house):
    draft = house.draft(house.category())
    german = translate(house, draft).json
    answer = house.client.post(f"/v1/articles/{german['id']}/publish", {}, house.AUTHOR, If_Match="*")
    assert (answer.status_code, answer.json["slug"]) == (409, "original-not-published")


def test_who_translates_has_the_original_beside_and_sees_when_it_was_changed_since(house, original):
    begun = house.page(f"staff/article-new?translation_of={original['id']}&language=de", house.AUTHOR)
    assert (begun["original"]["title"], begun["article"]["language"]) == ("Change the membrane", "de")
    assert begun["article"]["product"] == "Heron 300" and begun["article"]["category_id"] == original["category_id"]
    german = translated(house, original)
    [other] = house.page(f"staff/article/{original['id']}", house.AUTHOR)["translations"]
    assert (other["id"], other["state"], other["behind"]) == (german["id"], "published", False)
    house.later(minutes=1)
    house.client.patch(f"/v1/articles/{original['id']}", {"title": "Change it"}, house.AUTHOR, If_Match="*")
    [other] = house.page(f"staff/article/{original['id']}", house.AUTHOR)["translations"]
    assert other["behind"]


def test_what_is_imported_can_be_a_translation(house):
    sent(house, "categories", {"external_id": "c", "name": "C", "audiences": ["everyone"]})
    article = {
        "title": "Membrane",
        "summary": "",
        "body": "Change it.",
        "category": "c",
        "audiences": ["everyone"],
        "author_id": "u1",
        "published_at": "2026-01-01T00:00:00+00:00",
        "updated_at": "2026-01-01T00:00:00+00:00",
    }
    german = article | {"title": "Membran", "language": "de", "translation_of": "a"}
    given = {"external_id": "a", **article}, {"external_id": "b", **german}
    first = sent(house, "articles", *given)
    assert [each["outcome"] for each in first] == ["created", "created"]
    assert [each["outcome"] for each in sent(house, "articles", *given)] == ["unchanged", "unchanged"]
    assert [each["language"] for each in house.page(f"article/{first[0]['id']}")["translations"]] == ["de"]
