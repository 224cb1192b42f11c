"""Staff choose what scores; what has scored stays as it is."""

KINDS = ("accepted", "voted", "answered", "helped")


def rules(forum, version=1, pair_cap=5, **points):
    kinds = [{"kind": kind, "points": points.get(kind, 3), "cap": 1 if kind == "answered" else 0} for kind in KINDS]
    return forum.put("/v1/recognition/rules", {"kinds": kinds, "pair_cap": pair_cap}, forum.moderator, version)


def has(forum, person):
    return forum.page(f"person/{person.id}", person)["counts"]["points"]


def seen(forum):
    return forum.page("staff/recognition", forum.moderator)


def test_other_rules_hold_for_what_happens_from_then_on(forum, topic):
    forum.answer(topic)
    assert forum.done(rules(forum))["version"] == 2
    assert has(forum, forum.ben) == 2
    forum.later(days=1)
    forum.answer(topic)
    forum.answer(topic)
    assert has(forum, forum.ben) == 5
    assert forum.acts()[1:] == [
        (forum.moderator.id, "point-rules.changed", "points", {"before": {"number": 1}, "after": {"number": 2}})
    ]


def test_what_gives_no_points_is_not_even_noted(forum, topic):
    forum.done(rules(forum, answered=0))
    forum.answer(topic)
    assert has(forum, forum.ben) == 0 and seen(forum)["refused"] == []


def test_the_slower_of_two_who_change_the_rules_is_told(forum):
    forum.done(rules(forum))
    assert rules(forum).status_code == 412 and forum.done(rules(forum, 2))["version"] == 3


def test_every_kind_has_a_rule_within_bounds(forum):
    twice = [{"kind": "voted", "points": 1, "cap": 1}] * 4
    sent = {"kinds": twice, "pair_cap": 5}
    assert forum.put("/v1/recognition/rules", sent, forum.moderator, 1).status_code == 422
    assert rules(forum, voted=1001).status_code == rules(forum, voted=-1).status_code == 422
    assert rules(forum, pair_cap=0).status_code == 422
    assert forum.http.get("/internal/v1/pages/staff/recognition", forum.ann).status_code == 403


def test_what_was_refused_is_shown_with_the_reason_to_those_who_may_read_the_topic(forum, topic):
    closed = forum.ask(forum.add_category("Closed", ("members",)))
    for place in (topic, closed):
        reply = forum.answer(place, forum.ann)
        forum.done(forum.put(f"/v1/topics/{place}/accepted", {"reply_id": reply}, forum.ann))
        forum.later(minutes=1)
    told = seen(forum)["refused"]
    assert [(each["why"], each["kind"], each["person"]["name"], each["topic"]["id"]) for each in told] == [
        ("self", "accepted", "Ann", closed),
        ("self", "accepted", "Ann", topic),
    ]
    forum.hide(f"/v1/topics/{topic}")
    assert [each["topic"]["id"] for each in seen(forum)["refused"]] == [closed]
