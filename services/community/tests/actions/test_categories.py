"""The tree, and who reads what stands in it."""

from portalkit.viewer import VISITOR


def change(forum, id, version, **more):
    body = {"name": "Heron", "description": "", "audiences": ["everyone"]} | more
    return forum.http.patch(f"/v1/categories/{id}", body, forum.moderator, version=version)


def test_narrowing_a_category_narrows_all_below_it_at_once(forum, category):
    below = forum.add_category("Firmware", parent=category)
    topic = forum.ask(below)
    forum.done(change(forum, category, 1, audiences=["staff"]))
    assert forum.missing(f"topic/{topic}", forum.ann)
    assert forum.page("topics", forum.ann)["categories"] == []
    assert [each["version"] for each in forum.page("staff/categories", forum.moderator)["categories"]] == [2, 2]
    assert forum.events()[-2:] == ["category.changed", "category.changed"]


def test_renaming_tells_of_the_one_category_alone(forum, category):
    forum.add_category("Firmware", parent=category)
    before = len(forum.events())
    forum.done(change(forum, category, 1, name="Heron analysers"))
    assert forum.events()[before:] == ["category.changed"]


def test_a_parent_counts_and_lists_what_stands_below_it(forum, category):
    below = forum.add_category("Firmware", parent=category)
    topic = forum.ask(below)
    view = forum.page(f"topics?category={category}")
    assert [(each["name"], each["topic_count"], each["depth"]) for each in view["categories"]] == [
        ("Heron", 1, 0),
        ("Firmware", 1, 1),
    ]
    assert [row["id"] for row in view["items"]] == [topic]


def test_a_category_one_cannot_read_is_missing_like_one_that_is_not_there(forum):
    closed = forum.add_category("Partners", ("a3",))
    for id in (closed, "none"):
        assert forum.missing(f"topics?category={id}", VISITOR)
        assert forum.http.get(f"/v1/topics?category={id}").status_code == 404
        assert forum.http.get(f"/v1/categories/{id}").status_code == 404


def test_only_moderators_and_administrators_build_the_tree(forum, category):
    body = {"name": "Mine", "audiences": ["everyone"]}
    assert forum.http.post("/v1/categories", body, forum.ann).status_code == 403
    assert forum.http.patch(f"/v1/categories/{category}", body | {"description": ""}, forum.ann, 1).status_code == 403


def test_the_staffs_page_says_who_may_change_the_tree(forum, category):
    for who, may in ((forum.moderator, True), (forum.importer, False)):
        page = forum.page("staff/categories", who)
        assert (page["edit"], [row["edit"] for row in page["categories"]]) == (may, [may])


def test_a_parent_that_is_not_there_is_said_at_its_field(forum):
    answer = forum.http.post("/v1/categories", {"name": "X", "parent_id": "none"}, forum.moderator)
    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["parent_id"])


def test_what_is_no_audience_is_refused(forum):
    answer = forum.http.post("/v1/categories", {"name": "X", "audiences": ["a3+a4"]}, forum.moderator)
    assert answer.status_code == 422
