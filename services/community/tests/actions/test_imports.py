"""Taking over what was written elsewhere: as often as one likes, and nobody is told."""

import copy

import pytest

CATEGORIES = [
    {"external_id": "talk", "name": "Talk", "description": "All.", "parent": None, "audiences": ["everyone"]},
    {"external_id": "talk-a", "name": "A", "description": "", "parent": "talk", "audiences": ["members"]},
]
TOPIC = {
    "external_id": "float-order",
    "title": "pH reads -1.5e14 over Modbus",
    "category": "talk",
    "audiences": ["everyone"],
    "product": "heron-500",
    "author_id": "marit",
    "asked_at": "2025-04-08T12:15:00Z",
    "body": "Raw registers are `0x40F3`.",
    "accepted": "r1",
    "replies": [
        {"external_id": "r1", "author_id": "aiko", "written_at": "2025-04-08T23:30:00Z", "body": "Swap the words."},
        {"external_id": "r2", "author_id": "marit", "written_at": "2025-04-09T05:50:00Z", "body": "7.62, beautiful."},
    ],
}


def take(forum, noun, items):
    answer = forum.http.post(f"/v1/import/{noun}", {"items": items}, forum.importer)
    return [(item["external_id"], item["outcome"]) for item in forum.done(answer)["items"]]


def refusal(forum, noun, items):
    answer = forum.http.post(f"/v1/import/{noun}", {"items": items}, forum.importer)
    assert answer.status_code == 422
    return list(answer.get_json()["errors"])


def changed(**more):
    return copy.deepcopy(TOPIC) | more


@pytest.fixture
def tree(forum):
    take(forum, "categories", CATEGORIES)


def test_what_is_imported_keeps_its_authors_and_times(forum, tree):
    take(forum, "topics", [TOPIC])
    (row,) = forum.page("topics")["items"]
    assert (row["asked_at"], row["last_activity_at"], row["state"], row["reply_count"]) == (
        "2025-04-08T12:15:00+00:00",
        "2025-04-09T05:50:00+00:00",
        "solved",
        2,
    )
    view = forum.page(f"topic/{row['id']}")
    assert view["topic"]["accepted"]["html"] == "<p>Swap the words.</p>\n"
    assert [each["author"]["id"] for each in view["replies"]["items"]] == ["aiko", "marit"]


def test_the_same_again_changes_nothing_and_tells_nothing(forum, tree):
    assert take(forum, "topics", [TOPIC]) == [("float-order", "created")]
    told, page = forum.events(), forum.page("topics")
    assert take(forum, "categories", CATEGORIES) == [("talk", "unchanged"), ("talk-a", "unchanged")]
    assert take(forum, "topics", [TOPIC]) == [("float-order", "unchanged")]
    assert (forum.events(), forum.page("topics")) == (told, page)


def test_nobody_is_told_but_copies_are_filled(forum, tree):
    take(forum, "topics", [TOPIC])
    assert set(forum.events()) == {"category.restated", "topic.restated", "reply.restated", "follow.restated"}
    assert forum.events().count("follow.restated") == 2


def test_a_changed_item_is_written_anew_with_what_it_replaces_counted(forum, tree):
    take(forum, "topics", [TOPIC])
    id = forum.page("topics")["items"][0]["id"]
    item = changed(body="Raw registers were `0x40F3`.", accepted=None)
    item["replies"][1]["body"] = "8.62, beautiful."
    item["replies"].append(
        {"external_id": "r3", "author_id": "dale", "written_at": "2025-05-01T00:00:00Z", "body": "Or swapped bytes."}
    )
    assert take(forum, "topics", [item]) == [("float-order", "changed")]
    view = forum.page(f"topic/{id}")
    assert (view["topic"]["state"], view["topic"]["reply_count"]) == ("answered", 3)
    assert [each["version"] for each in view["replies"]["items"]] == [1, 2, 1]
    things = {"things": [{"kind": "topic", "id": id, "removals": 2}]}
    assert len(forum.done(forum.http.post("/internal/v1/visible", things))["visible"]) == 1


def test_what_people_changed_here_since_stays_when_the_same_is_imported_again(forum, tree):
    take(forum, "topics", [TOPIC])
    id = forum.page("topics")["items"][0]["id"]
    forum.done(forum.http.patch(f"/v1/topics/{id}", {"title": "Mended", "body": "B"}, forum.moderator, version=1))
    talk = forum.page("topics")["categories"][0]["id"]
    narrow = {"name": "Talk", "description": "", "audiences": ["members"]}
    forum.done(forum.http.patch(f"/v1/categories/{talk}", narrow, forum.moderator, version=1))
    take(forum, "categories", CATEGORIES)
    take(forum, "topics", [TOPIC])
    assert forum.missing(f"topic/{id}")
    assert forum.page(f"topic/{id}", forum.ann)["topic"]["title"] == "Mended"


def test_an_accepted_reply_that_was_hidden_here_is_not_accepted_again(forum, tree):
    take(forum, "topics", [TOPIC])
    id = forum.page("topics")["items"][0]["id"]
    forum.hide(f"/v1/replies/{forum.page(f'topic/{id}')['topic']['accepted']['id']}")
    take(forum, "topics", [changed(title="Another title")])
    view = forum.page(f"topic/{id}")["topic"]
    assert (view["title"], view["state"], view["reply_count"]) == ("Another title", "answered", 1)


def test_a_topic_is_as_narrow_as_its_category_and_its_own_audiences(forum, tree):
    take(forum, "topics", [changed(category="talk-a"), changed(external_id="b", audiences=["a3"])])
    assert forum.page("topics")["items"] == []
    assert [row["title"] for row in forum.page("topics", forum.ann)["items"]] == [TOPIC["title"]]


def test_who_imported_writings_show_follows_them(forum, tree):
    take(forum, "topics", [changed(author_id=forum.ann.id)])
    assert [row["title"] for row in forum.page("topics?state=followed", forum.ann)["items"]] == [TOPIC["title"]]


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (changed(category="nowhere"), "items.0.category"),
        (changed(accepted="r9"), "items.0.accepted"),
        (changed(replies=[TOPIC["replies"][0]] * 2), "items.0.replies"),
        (changed(body="  \n"), "items.0.body"),
        (changed(asked_at="2025-04-08T12:15:00"), "items.0.asked_at"),
        (changed(audiences=["partners"]), "items.0.audiences.0"),
        (changed(colour="red"), "items.0.colour"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(forum, tree, item, field):
    assert refusal(forum, "topics", [item]) == [field]
    assert forum.page("topics", forum.ann)["items"] == []


def test_a_category_is_not_moved(forum, tree):
    moved = {**CATEGORIES[1], "parent": None}
    answer = forum.http.post("/v1/import/categories", {"items": [moved]}, forum.importer)
    assert (answer.status_code, answer.get_json()["slug"]) == (409, "category-moved")


def test_a_parent_has_to_be_there(forum):
    assert refusal(forum, "categories", [CATEGORIES[1]]) == ["items.0.parent"]


def test_only_an_importer_imports(forum):
    for who in (forum.ann, forum.moderator):
        assert forum.http.post("/v1/import/topics", {"items": [TOPIC]}, who).status_code == 403
