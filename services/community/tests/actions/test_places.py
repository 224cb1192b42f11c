"""Moderators pin topics, move them and close them; their addresses stay."""

from portalkit.viewer import VISITOR, Viewer


def change(forum, topic, what, by=None, **body):
    return forum.put(f"/v1/topics/{topic}/{what}", body, by or forum.moderator)


def test_a_pinned_topic_stands_above_the_others_of_its_category_on_the_first_page_alone(forum, category):
    old = forum.ask(category)
    for _ in range(22):
        forum.later(minutes=1)
        last = forum.ask(category)
    forum.done(change(forum, old, "pinned", pinned=True))
    other = forum.add_category("Other")
    for path in ("topics", f"topics?category={category}"):
        view = forum.page(path)
        assert [row["id"] for row in view["pinned"]] == [old] and view["items"][0]["id"] == last
        met = [row["id"] for row in view["items"]]
        further = forum.page(f"{path}{'&' if '?' in path else '?'}cursor={view['next']}")
        met += [row["id"] for row in further["items"]]
        assert further["pinned"] == [] and old not in met and len(set(met)) == 22
    assert forum.page(f"topics?category={other}")["pinned"] == forum.page("topics?state=open")["pinned"] == []
    forum.done(change(forum, old, "pinned", pinned=False))
    assert forum.page("topics")["pinned"] == []


def test_what_is_pinned_shows_to_those_alone_who_may_read_it(forum, category):
    closed = forum.ask(forum.add_category("Members", ("members",), category))
    forum.done(change(forum, closed, "pinned", pinned=True))
    assert forum.page("topics")["pinned"] == []
    assert [row["id"] for row in forum.page("topics", forum.ben)["pinned"]] == [closed]
    forum.hide(f"/v1/topics/{closed}")
    assert forum.page("topics", forum.moderator)["pinned"] == []


def test_a_moved_topic_keeps_its_address_and_counts_where_it_is_now(forum, category, topic):
    forum.answer(topic)
    target = forum.add_category("Tern")
    forum.done(change(forum, topic, "category", category_id=target))
    view = forum.page(f"topic/{topic}")
    assert view["topic"]["category"] == {"id": target, "name": "Tern"} and len(view["replies"]["items"]) == 1
    assert {each["id"]: each["topic_count"] for each in forum.page("topics")["categories"]} == {category: 0, target: 1}
    assert forum.events()[-1] == "topic.edited"


def test_a_move_opens_a_topic_to_nobody_and_closes_it_to_who_may_not_read_the_new_place(forum, category, topic):
    members = forum.add_category("Members", ("members",))
    forum.done(change(forum, topic, "category", category_id=members))
    assert forum.missing(f"topic/{topic}", VISITOR) and not forum.missing(f"topic/{topic}", forum.ben)
    forum.done(change(forum, topic, "category", category_id=category))
    assert forum.missing(f"topic/{topic}", VISITOR)
    forum.done(change(forum, topic, "audiences", audiences=["everyone"]))
    assert not forum.missing(f"topic/{topic}", VISITOR)


def test_nobody_moves_a_topic_where_they_cannot_read(forum, topic):
    with_partners = forum.add_category("Partners", ("a3",))
    for target in (with_partners, "nowhere"):
        refused = change(forum, topic, "category", category_id=target)
        assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["category_id"])


def test_only_moderators_pin_and_move(forum, category, topic):
    for what, body in (("pinned", {"pinned": True}), ("category", {"category_id": category})):
        assert change(forum, topic, what, forum.ann, **body).status_code == 403
    outside = Viewer("o", "staff", frozenset({"moderator"}), frozenset({"everyone"}))
    closed = forum.ask(forum.add_category("Members", ("members",)))
    assert change(forum, closed, "pinned", outside, pinned=True).status_code == 404


def test_what_moderators_did_stands_in_the_history(forum, topic):
    target = forum.add_category("Tern")
    for what, body in (
        ("locked", {"locked": True}),
        ("locked", {"locked": True}),
        ("pinned", {"pinned": True}),
        ("category", {"category_id": target}),
    ):
        forum.done(change(forum, topic, what, **body))
    entries = forum.done(forum.http.get(f"/v1/topics/{topic}/history", forum.ann))["items"]
    assert [entry["act"] for entry in entries] == ["moved", "pinned", "locked"]
