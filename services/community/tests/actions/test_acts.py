"""What moderators decide is told for the audit log, and what people do to their own is not."""


def test_what_moderators_do_to_posts_is_told_without_their_words(forum, category):
    topic = forum.ask(category)
    reply = forum.answer(topic)
    forum.done(forum.http.patch(f"/v1/replies/{reply}", {"body": "Mine."}, forum.ben, version=1))
    assert forum.acts()[1:] == []
    forum.done(forum.http.patch(f"/v1/replies/{reply}", {"body": "Tidied."}, forum.moderator, version=2))
    forum.hide(f"/v1/replies/{reply}")
    forum.hide(f"/v1/replies/{reply}", hidden=False)
    forum.hide(f"/v1/topics/{topic}")
    where = {"topic_id": topic}
    assert forum.acts()[1:] == [
        (forum.moderator.id, "reply.edited", reply, where),
        (forum.moderator.id, "reply.hidden", reply, where),
        (forum.moderator.id, "reply.shown", reply, where),
        (forum.moderator.id, "topic.hidden", topic, where),
    ]


def test_a_move_and_a_category_tell_what_was_decided_before_and_after(forum, category):
    topic = forum.ask(category)
    other = forum.add_category("Tern")
    forum.done(forum.put(f"/v1/topics/{topic}/category", {"category_id": other}, forum.moderator))
    body = {"name": "Tern", "description": "", "audiences": ["members"]}
    for version in (1, 2):
        forum.done(forum.http.patch(f"/v1/categories/{other}", body, forum.moderator, version=version))
    everyone, members = {"audiences": ["everyone"]}, {"audiences": ["members"]}
    assert [told[1:] for told in forum.acts()] == [
        ("category.created", category, {"after": everyone}),
        ("category.created", other, {"after": everyone}),
        ("topic.moved", topic, {"before": {"category_id": category}, "after": {"category_id": other}}),
        ("category.changed", other, {"fields": [], "before": everyone, "after": members}),
    ]
