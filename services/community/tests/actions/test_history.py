"""What was done to a post can be read again by who wrote it, and by moderators."""


def entries(forum, path, by):
    return forum.done(forum.http.get(f"/v1/{path}/history", by))["items"]


def test_each_edit_leaves_what_stood_before(forum, topic):
    texts = {"title": "Why does it drift upwards?", "body": "It drifts by *two* units."}
    forum.done(forum.http.patch(f"/v1/topics/{topic}", texts, forum.ann, version=1))
    forum.done(forum.http.patch(f"/v1/topics/{topic}", texts, forum.ann, version=2))  # nothing is different
    forum.done(forum.http.patch(f"/v1/topics/{topic}", texts | {"body": "By three."}, forum.moderator, version=3))
    last, first = entries(forum, f"topics/{topic}", forum.moderator)
    assert (first["act"], first["title"], first["by"]["name"]) == ("edited", "Why does it drift?", "Ann")
    assert (last["title"], last["body"]) == (texts["title"], texts["body"])
    assert [entry["by"] and entry["by"]["name"] for entry in entries(forum, f"topics/{topic}", forum.ann)] == [
        None,
        "Ann",
    ]


def test_a_reply_that_was_hidden_and_shown_tells_so_to_its_writer_without_names(forum, topic):
    reply = forum.answer(topic, forum.ben)
    forum.done(forum.http.patch(f"/v1/replies/{reply}", {"body": "Rinse it."}, forum.ben, version=1))
    forum.hide(f"/v1/replies/{reply}")
    forum.hide(f"/v1/replies/{reply}", hidden=False)
    told = entries(forum, f"replies/{reply}", forum.ben)
    assert [(entry["act"], entry["note"]) for entry in told] == [
        ("shown", "an advertisement"),
        ("hidden", "an advertisement"),
        ("edited", ""),
    ]
    assert [entry["by"] and entry["by"]["name"] for entry in told] == [None, None, "Ben"]
    assert told[2]["body"] == "Clean the electrode."


def test_others_do_not_read_what_stood_there_before(forum, topic):
    reply = forum.answer(topic, forum.ben)
    for path, other in ((f"topics/{topic}", forum.ben), (f"replies/{reply}", forum.ann)):
        assert forum.http.get(f"/v1/{path}/history", other).status_code == 403
        assert forum.http.get(f"/v1/{path}/history").status_code == 401


def test_a_long_history_is_read_page_by_page(forum, topic):
    for number in range(1, 54):
        texts = {"title": "T", "body": f"Version {number}"}
        forum.done(forum.http.patch(f"/v1/topics/{topic}", texts, forum.ann, version=number))
    first = forum.done(forum.http.get(f"/v1/topics/{topic}/history", forum.ann))
    rest = forum.done(forum.http.get(f"/v1/topics/{topic}/history?cursor={first['next']}", forum.ann))
    bodies = [entry["body"] for entry in first["items"] + rest["items"]]
    assert bodies == [f"Version {number}" for number in range(52, 0, -1)] + ["It drifts by *two* units."]
