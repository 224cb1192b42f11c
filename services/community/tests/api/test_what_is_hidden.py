"""Where somebody meets what was hidden or split out: only where it stood. tests/leaks asks this of every route."""

import pytest

WORDS = "Vermilion spoonbill"
LISTS = ("topics", "topics?state=mine", "topics?state=followed", "recent", "sitemap")


def told(forum, viewer, *paths):
    """All that these pages tell somebody."""
    answers = [forum.http.get(f"/internal/v1/pages/{path}", viewer).get_data(as_text=True) for path in paths]
    return " ".join(answers)


@pytest.mark.parametrize("noun", ["topics", "replies"])
def test_its_writer_meets_what_was_hidden_where_it_stood_and_no_list_shows_it(forum, category, noun):
    met = forum.ask(category, forum.ben)
    place = forum.ask(category, title=WORDS, body=WORDS) if noun == "topics" else met
    post = place if noun == "topics" else forum.answer(met, forum.ann, body=WORDS)
    forum.hide(f"/v1/{noun}/{post}")
    assert WORDS in told(forum, forum.ann, f"topic/{place}") and WORDS not in told(forum, forum.ben, f"topic/{place}")
    assert WORDS not in told(forum, forum.ann, *LISTS, f"person/{forum.ann.id}")
    things = {"things": [{"kind": noun.removesuffix("s").replace("replie", "reply"), "id": post}]}
    assert forum.done(forum.http.post("/internal/v1/visible", things, forum.ann)) == {"visible": []}


def test_what_was_split_out_and_limited_to_few_is_told_to_nobody_else(forum, topic):
    reply = forum.answer(topic, forum.ann, body=WORDS)
    version = forum.done(forum.http.get(f"/v1/topics/{topic}", forum.moderator))["version"]
    parted = {"title": WORDS, "reply_ids": [reply], "version": version}
    forum.done(forum.http.post(f"/v1/topics/{topic}/split", parted, forum.moderator))
    forum.done(forum.put(f"/v1/topics/{reply}/audiences", {"audiences": ["staff"]}, forum.moderator))
    for viewer in (forum.ann, forum.ben):
        assert WORDS not in told(forum, viewer, *LISTS, f"topic/{topic}", f"topic/{reply}", f"reply/{reply}")
        assert forum.page(f"topic/{topic}", viewer)["topic"]["split_into"] == []
    assert WORDS in told(forum, forum.moderator, f"topic/{topic}") and WORDS in told(forum, forum.moderator, "topics")
