"""Moderators merge topics and split them. Posts keep their ids, so that addresses go on leading to them."""

import pytest

from portalkit.viewer import VISITOR, Viewer


def merge(forum, topic, into, by=None, version=None):
    return forum.put(f"/v1/topics/{topic}/merged", {"into_id": into}, by or forum.moderator, version)


def split(forum, topic, replies, title="Something else", by=None, version=None):
    version = version or forum.done(forum.http.get(f"/v1/topics/{topic}", forum.moderator))["version"]
    body = {"title": title, "reply_ids": replies, "version": version}
    return forum.http.post(f"/v1/topics/{topic}/split", body, by or forum.moderator)


def written(forum, topic, viewer=VISITOR):
    return [reply["id"] for reply in forum.page(f"topic/{topic}", viewer)["replies"]["items"]]


@pytest.fixture
def two(forum, category):
    """Two topics, each with a reply, written in turn."""
    posts = {}
    posts["old"] = forum.ask(category, forum.ann, "It drifts")
    forum.later(minutes=1)
    posts["new"] = forum.ask(category, forum.ben, "Drift again")
    for name, topic, by in (("r1", "old", forum.ben), ("r2", "new", forum.ann), ("r3", "old", forum.ann)):
        forum.later(minutes=1)
        posts[name] = forum.answer(posts[topic], by, f"This is {name}.")
    return posts


def test_replies_of_a_merged_topic_stand_in_the_order_of_time_with_its_question_among_them(forum, two):
    forum.done(merge(forum, two["new"], two["old"]))
    view = forum.page(f"topic/{two['old']}")
    assert [reply["id"] for reply in view["replies"]["items"]] == [two["new"], two["r1"], two["r2"], two["r3"]]
    assert view["topic"]["reply_count"] == 4
    question = view["replies"]["items"][0]
    assert question["author"]["name"] == "Ben" and "<strong>Drift again</strong>" in question["html"]


def test_the_old_address_leads_to_the_topic_for_whoever_may_read_that(forum, two):
    forum.done(merge(forum, two["new"], two["old"]))
    assert forum.page(f"topic/{two['new']}")["topic"]["id"] == two["old"]
    assert [row["id"] for row in forum.page("topics")["items"]] == [two["old"]]
    assert forum.page("topics")["categories"][0]["topic_count"] == 1
    third = forum.ask(forum.page("topics")["categories"][0]["id"])
    forum.done(merge(forum, two["old"], third))
    forum.later(days=3 * 365)
    assert forum.page(f"topic/{two['new']}")["topic"]["id"] == third
    forum.done(forum.put(f"/v1/topics/{third}/audiences", {"audiences": ["members"]}, forum.moderator))
    gone, never = (forum.http.get(f"/internal/v1/pages/topic/{id}") for id in (two["new"], "never"))
    assert gone.status_code == never.status_code == 404
    assert forum.page(f"topic/{two['new']}", forum.ann)["topic"]["id"] == third


def test_nobody_writes_to_a_topic_that_was_merged_or_finds_it(forum, two):
    forum.done(merge(forum, two["new"], two["old"]))
    for path, body in ((f"/v1/topics/{two['new']}/replies", {"body": "Late."}),):
        assert forum.http.post(path, body, forum.ann).status_code == 404
    assert merge(forum, two["new"], two["old"]).status_code == 404
    assert forum.http.get(f"/v1/topics/{two['new']}", forum.moderator).status_code == 404
    things = {"things": [{"kind": "topic", "id": two["new"]}]}
    assert forum.done(forum.http.post("/internal/v1/visible", things, forum.moderator))["visible"] == []


def test_a_merge_opens_nothing_to_people_who_could_not_read_it(forum, category, topic):
    closed = forum.ask(forum.add_category("Members", ("members",)))
    refused = merge(forum, closed, topic)
    assert (refused.status_code, refused.get_json()["slug"]) == (409, "opens-it")
    forum.done(merge(forum, topic, closed))
    assert forum.missing(f"topic/{topic}") and not forum.missing(f"topic/{topic}", forum.ben)


def test_a_topic_is_merged_only_into_another_one_that_the_moderator_reads(forum, topic):
    partner = Viewer("p", kind="customer", audiences=frozenset({"everyone", "members", "a3"}))
    closed = forum.ask(forum.add_category("Partners", ("a3",)), by=partner)
    for target in (topic, closed, "nowhere"):
        refused = merge(forum, topic, target)
        assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["into_id"])
    assert merge(forum, topic, "nowhere", forum.ann).status_code == 403
    assert merge(forum, topic, forum.ask(forum.add_category("Other")), version=7).status_code == 412


def test_followers_are_united_but_for_those_who_did_not_want_to_follow_the_other(forum, two):
    carl, dora = forum.moderator, forum.second
    for person, topic, on in ((carl, "new", True), (dora, "new", True), (dora, "old", True), (dora, "old", False)):
        forum.done(forum.http.put(f"/v1/topics/{two[topic]}/following", {"following": on}, person))
    forum.done(merge(forum, two["new"], two["old"]))
    assert forum.page(f"topic/{two['old']}", carl)["topic"]["following"]
    assert not forum.page(f"topic/{two['old']}", dora)["topic"]["following"]


def test_votes_flags_decisions_and_history_stay_with_the_post(forum, two):
    forum.done(forum.http.put(f"/v1/topics/{two['new']}/vote", {"helpful": True}, forum.ann))
    flag = {"reason": "spam"}
    forum.done(forum.http.post(f"/v1/topics/{two['new']}/flags", flag, forum.ann))
    forum.hide(f"/v1/replies/{two['r2']}")
    forum.done(merge(forum, two["new"], two["old"]))
    replies = {each["id"]: each for each in forum.page(f"topic/{two['old']}", forum.ann)["replies"]["items"]}
    assert replies[two["new"]]["votes"] == 1 and replies[two["new"]]["voted"] and replies[two["r2"]]["hidden"]
    (flagged,) = forum.done(forum.http.get("/v1/moderation/flags", forum.moderator))["items"]
    assert flagged["post"]["kind"] == "reply" and flagged["post"]["topic"]["id"] == two["old"]
    decision = replies[two["r2"]]["decision_id"]
    told = forum.done(forum.http.get(f"/v1/decisions/{decision}", forum.ann))
    assert told["post"]["topic"]["id"] == two["old"]
    entries = forum.done(forum.http.get(f"/v1/replies/{two['new']}/history", forum.moderator))["items"]
    assert [entry["act"] for entry in entries] == ["replied", "flagged"]
    (entry,) = forum.done(forum.http.get(f"/v1/topics/{two['old']}/history", forum.ann))["items"]
    assert (entry["act"], entry["note"], entry["by"]) == ("merged", "", None)


def test_others_are_told_where_everything_is_now(forum, two):
    before = len(forum.events())
    forum.done(merge(forum, two["new"], two["old"]))
    assert sorted(forum.events()[before:]) == [
        "follow.ended",
        "follow.ended",
        "reply.moved",
        "reply.moved",
        "topic.merged",
    ]


def test_what_was_merged_is_not_imported_again(forum, topic):
    item = {"external_id": "c", "name": "C", "audiences": ["everyone"]}
    forum.done(forum.http.post("/v1/import/categories", {"items": [item]}, forum.importer))
    item = {"external_id": "t", "title": "T", "category": "c", "author_id": "x", "asked_at": "2025-01-01T00:00:00Z"}
    (first,) = forum.done(forum.http.post("/v1/import/topics", {"items": [item | {"body": "B"}]}, forum.importer))[
        "items"
    ]
    forum.done(merge(forum, first["id"], topic))
    (again,) = forum.done(forum.http.post("/v1/import/topics", {"items": [item | {"body": "C"}]}, forum.importer))[
        "items"
    ]
    assert again["outcome"] == "unchanged" and written(forum, topic) == [first["id"]]


def test_the_oldest_of_the_replies_that_are_split_out_begins_the_new_topic(forum, two):
    made = forum.done(split(forum, two["old"], [two["r3"], two["r1"]]))
    view = forum.page(f"topic/{made['id']}")
    assert made["id"] == two["r1"] and made["title"] == "Something else" and "This is r1." in view["topic"]["html"]
    assert view["topic"]["author"]["name"] == "Ben" and [each["id"] for each in view["replies"]["items"]] == [two["r3"]]
    assert written(forum, two["old"]) == written(forum, two["old"], forum.moderator) == []
    left = forum.page(f"topic/{two['old']}")["topic"]
    assert (left["reply_count"], left["state"]) == (0, "open")
    assert left["split_into"] == [{"id": made["id"], "title": "Something else"}] and left["split_from"] is None
    assert view["topic"]["split_from"] == {"id": two["old"], "title": "It drifts"}


def test_a_link_between_split_topics_shows_to_those_alone_who_may_read_where_it_leads(forum, two):
    made = forum.done(split(forum, two["old"], [two["r1"]]))
    forum.done(forum.put(f"/v1/topics/{made['id']}/audiences", {"audiences": ["members"]}, forum.moderator))
    assert forum.page(f"topic/{two['old']}")["topic"]["split_into"] == []
    assert len(forum.page(f"topic/{two['old']}", forum.ann)["topic"]["split_into"]) == 1


def test_an_answer_that_is_split_out_answers_the_new_topic_if_it_follows_a_question(forum, two):
    forum.done(forum.put(f"/v1/topics/{two['old']}/accepted", {"reply_id": two["r3"]}, forum.ann))
    made = forum.done(split(forum, two["old"], [two["r1"], two["r3"]]))
    assert made["accepted_reply_id"] == two["r3"]
    assert forum.page(f"topic/{two['old']}")["topic"]["state"] == "open" and "topic.reopened" in forum.events()


def test_whoever_found_the_old_topic_by_words_that_left_finds_it_no_more(forum, two):
    found = {"things": [{"kind": "topic", "id": two["old"], "removals": 0}]}
    assert forum.done(forum.http.post("/internal/v1/visible", found))["visible"] != []
    forum.done(split(forum, two["old"], [two["r1"]]))
    assert forum.done(forum.http.post("/internal/v1/visible", found))["visible"] == []


def test_what_was_merged_by_mistake_is_split_out_again_under_its_old_address(forum, two):
    forum.done(merge(forum, two["new"], two["old"]))
    forum.done(split(forum, two["old"], [two["new"], two["r2"]], title="Drift again"))
    view = forum.page(f"topic/{two['new']}")
    assert view["topic"]["id"] == two["new"] and "Drift again" not in view["topic"]["html"]
    assert [each["id"] for each in view["replies"]["items"]] == [two["r2"]]
    assert written(forum, two["old"]) == [two["r1"], two["r3"]]
    forum.done(merge(forum, two["new"], two["old"]))
    assert written(forum, two["old"]) == [two["new"], two["r1"], two["r2"], two["r3"]]


def test_only_replies_that_are_shown_in_the_topic_are_split_out_and_by_moderators_alone(forum, two):
    assert split(forum, two["old"], [two["r1"]], by=forum.ann).status_code == 403
    forum.hide(f"/v1/replies/{two['r3']}")
    for replies in ([two["r2"]], [two["r3"]], [two["r1"], "nowhere"]):
        refused = split(forum, two["old"], replies)
        assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["reply_ids"])
    assert split(forum, two["old"], [two["r1"]], version=99).status_code == 412
