"""People as others meet them."""


def test_the_page_of_a_person_counts_and_shows_what_the_reader_may_read(forum, category, topic):
    closed = forum.add_category("Closed", ("members",))
    forum.ask(closed, forum.ben, title="Not for visitors")
    forum.know(forum.ben, "Ben", 2, forum.now)
    reply = forum.answer(topic)
    forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann))
    view = forum.page(f"person/{forum.ben.id}")
    assert view["person"] == {
        "id": forum.ben.id,
        "name": "Ben",
        "kind": "customer",
        "handle": "ben",
        "joined_at": forum.now.isoformat(),
        "verified_customer": False,
        "expert": False,
    }
    assert (view["counts"], view["topics"]) == ({"topics": 0, "replies": 1, "accepted": 1, "points": 17}, [])
    assert [(each["reply_id"], each["id"]) for each in view["answers"]] == [(reply, topic)]
    mine = forum.page(f"person/{forum.ben.id}", forum.ann)
    assert mine["counts"]["topics"] == 1 and [row["title"] for row in mine["topics"]] == ["Not for visitors"]


def test_nobody_meets_a_person_of_whom_they_may_read_nothing(forum, topic):
    path = f"person/{forum.ben.id}"
    assert forum.missing(path) and forum.missing(path, forum.ann) and not forum.missing(path, forum.ben)
    reply = forum.answer(topic)
    assert not forum.missing(path)
    forum.hide(f"/v1/replies/{reply}")
    assert forum.missing(path) and forum.missing(path, forum.ann)


def test_staff_meet_all_staff_and_nobody_meets_who_was_erased(forum, topic):
    forum.know(forum.moderator, "Mo")
    path = f"person/{forum.moderator.id}"
    assert not forum.missing(path, forum.second) and forum.missing(path, forum.ann)
    forum.know(forum.ann, "", version=2)
    assert forum.missing(f"person/{forum.ann.id}")


def names(forum, typed, viewer, topic=None):
    query = f"names?typed={typed}" + (f"&topic={topic}" if topic else "")
    return [each["handle"] for each in forum.page(query, viewer)["items"]]


def test_names_are_suggested_of_people_one_meets_those_in_the_topic_first(forum, category, topic, make_customer):
    people = {name: make_customer() for name in ("Bea Ames", "Bert Oak", "Cy Beck")}
    for name, person in people.items():
        forum.know(person, name)
    forum.ask(category, people["Bea Ames"])
    forum.answer(topic, people["Cy Beck"])
    forum.answer(topic, people["Bert Oak"])
    assert names(forum, "be", forum.ann) == ["bea-ames", "bert-oak"]
    assert names(forum, "BE", forum.ann, topic) == ["bert-oak", "cy-beck", "bea-ames"]
    assert names(forum, "ben", forum.ann, topic) == []  # nobody can read anything of Ben's
    assert names(forum, "%25", forum.ann, topic) == names(forum, "", forum.ann, topic) == []


def test_a_topic_that_one_may_not_read_brings_nobody_forward(forum, category, make_customer):
    for name in ("Ada Zorn", "Zoe Ada"):
        forum.know(person := make_customer(), name)
        forum.ask(category, person)
    closed = forum.ask(forum.add_category("Closed", ("staff",)), forum.moderator)
    forum.answer(closed, forum.moderator)
    forum.done(forum.put(f"/v1/topics/{closed}/hidden", {"hidden": True, "reason": "R"}, forum.moderator))
    assert names(forum, "ada", forum.ann, closed) == names(forum, "ada", forum.ann) == ["ada-zorn"]


def test_visitors_are_suggested_nobody(forum, topic):
    assert forum.http.get("/internal/v1/pages/names?typed=a").status_code == 401
