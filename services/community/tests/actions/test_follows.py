"""Who wants to be told of what."""


def following(forum, topic, viewer):
    return forum.page(f"topic/{topic}", viewer)["topic"]["following"]


def test_who_asks_and_who_replies_follows(forum, topic):
    assert following(forum, topic, forum.ann)
    assert not following(forum, topic, forum.ben)
    forum.answer(topic, forum.ben)
    assert following(forum, topic, forum.ben)


def test_who_ended_it_does_not_follow_again_by_writing(forum, topic):
    forum.done(forum.http.put(f"/v1/topics/{topic}/following", {"following": False}, forum.ann))
    forum.answer(topic, forum.ann)
    assert not following(forum, topic, forum.ann)
    forum.done(forum.http.put(f"/v1/topics/{topic}/following", {"following": True}, forum.ann))
    assert following(forum, topic, forum.ann)


def test_saying_it_twice_tells_it_once(forum, category):
    path = f"/v1/categories/{category}/following"
    for wish in (True, True, False, False, True):
        assert forum.done(forum.http.put(path, {"following": wish}, forum.ben)) == {"following": wish}
    assert forum.events()[-3:] == ["follow.started", "follow.ended", "follow.started"]


def test_ending_what_never_began_tells_nothing(forum, category):
    forum.done(forum.http.put(f"/v1/categories/{category}/following", {"following": False}, forum.ben))
    assert "follow.ended" not in forum.events()


def test_the_list_of_followed_topics_has_those_of_followed_categories_too(forum, category, topic):
    other = forum.ask(forum.add_category("Tern"))
    assert forum.page("topics?state=followed", forum.ben)["items"] == []
    forum.done(forum.http.put(f"/v1/categories/{category}/following", {"following": True}, forum.ben))
    assert [row["id"] for row in forum.page("topics?state=followed", forum.ben)["items"]] == [topic]
    assert forum.page(f"topics?category={category}", forum.ben)["category"]["following"] is True
    forum.done(forum.http.put(f"/v1/topics/{other}/following", {"following": True}, forum.ben))
    assert {row["id"] for row in forum.page("topics?state=followed", forum.ben)["items"]} == {topic, other}


def test_what_one_cannot_read_one_cannot_follow(forum):
    closed = forum.add_category("Partners", ("a3",))
    for path in (f"/v1/categories/{closed}", "/v1/categories/none", "/v1/topics/none"):
        assert forum.http.put(f"{path}/following", {"following": True}, forum.ben).status_code == 404


def test_a_visitor_follows_nothing(forum, topic):
    assert forum.http.put(f"/v1/topics/{topic}/following", {"following": True}).status_code == 401


def follow_tag(forum, tag, viewer, following=True):
    return forum.http.put(f"/v1/tags/{tag}/following", {"following": following}, viewer)


def test_who_follows_a_tag_finds_its_topics_among_those_followed(forum, category, topic):
    tagged = forum.ask(category, tags=["Modbus TCP"])
    assert forum.page("topics?tag=modbus-tcp", forum.ben)["tag_following"] is False
    forum.done(follow_tag(forum, "Modbus TCP", forum.ben))
    assert forum.events()[-1] == "follow.started"
    assert forum.page("topics?tag=modbus-tcp", forum.ben)["tag_following"] is True
    assert forum.page("topics?tag=modbus-tcp", forum.ann)["tag_following"] is False
    assert [row["id"] for row in forum.page("topics?state=followed", forum.ben)["items"]] == [tagged]
    assert follow_tag(forum, "--", forum.ben).status_code == follow_tag(forum, "x" * 31, forum.ben).status_code == 422


def test_the_page_of_what_one_follows_has_categories_tags_and_topics_as_far_as_one_may_read_them(forum, category):
    empty = {"categories": [], "tags": [], "items": [], "next": None}
    assert forum.page("following", forum.ben) == empty
    topic, other = forum.ask(category), forum.ask(category)
    for path in (f"categories/{category}", f"topics/{topic}", "tags/drift", "tags/modbus"):
        forum.done(forum.http.put(f"/v1/{path}/following", {"following": True}, forum.ben))
    forum.done(follow_tag(forum, "drift", forum.ben, False))
    view = forum.page("following", forum.ben)
    assert (view["categories"], view["tags"]) == ([{"id": category, "name": "Heron"}], ["modbus"])
    assert [row["id"] for row in view["items"]] == [topic] and other
    narrower = {"name": "Heron", "description": "", "audiences": ["staff"]}
    forum.done(forum.http.patch(f"/v1/categories/{category}", narrower, forum.moderator, version=1))
    assert forum.page("following", forum.ben) == empty | {"tags": ["modbus"]}
