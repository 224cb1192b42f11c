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
