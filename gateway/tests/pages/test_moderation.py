"""Reporting, hiding, appealing and judging, as a browser without scripts meets them."""

import re

import pytest

from .reading import errors, field, notice, short


@pytest.fixture
def topic(ana):
    """A topic that Ana asked just now; its address."""
    page = ana.get("/topics/new")
    category = re.search(r'<option value="([0-9a-f-]+)"', page.text)[1]
    sent = {"category_id": category, "title": "Cheap shoes?", "body": "Buy *here*."}
    return short(ana.post("/topics/new", sent).headers["Location"])


def follow(browser, answer):
    """The page that a form leads to."""
    assert answer.status_code == 303, answer.text
    return browser.get(answer.headers["Location"])


def test_what_a_reader_reports_comes_to_the_moderators_queue_with_its_text_and_why(ben, olga, topic):
    assert f'href="{topic}/report"' in ben.get(topic).text
    page = ben.get(f"{topic}/report")
    assert "<em>here</em>" in page.text
    again = ben.post(f"{topic}/report", {"reason": "", "note": "It sells shoes."})
    assert again.status_code == 422 and errors(again) == ["Choose what is wrong with it."]
    assert "It sells shoes." in again.text
    done = follow(ben, ben.post(f"{topic}/report", {"reason": "spam", "note": "It sells shoes."}))
    assert notice(done).startswith("Thank you")
    queue = olga.get("/staff/moderation")
    assert "Cheap shoes?" in queue.text and "It sells shoes." in queue.text and "<em>here</em>" in queue.text
    twice = ben.post(f"{topic}/report", {"reason": "rude", "note": ""})
    assert twice.status_code == 409 and "already" in errors(twice)[0]
    assert notice(follow(olga, olga.post(f"{topic}/dismiss", {}))).startswith("Dismissed")
    assert topic not in olga.get("/staff/moderation").text


def test_nobody_reports_their_own_and_only_moderators_have_the_queue(ana, ben, visitor, topic):
    assert f'href="{topic}/report"' not in ana.get(topic).text
    assert ana.get(f"{topic}/report").status_code == 403
    assert f'href="{topic}/report"' not in visitor.get(topic).text
    for path in ("/staff/moderation", f"{topic}/hide"):
        assert ben.get(path).status_code == 403
    for path in (f"{topic}/hide", f"{topic}/dismiss"):
        assert ben.post(path, {"reason": "No."}).status_code == 403


def test_hiding_asks_for_a_reason_and_the_writer_reads_it_and_appeals_once(portal, ana, ben, olga, topic):
    page = olga.get(f"{topic}/hide?back=queue")
    silent = olga.post(f"{topic}/hide", {"version": field(page, "version"), "reason": " ", "back": "queue"})
    assert silent.status_code == 422 and "Say why" in errors(silent)[0] and field(silent, "back") == "queue"
    sent = {"version": field(page, "version"), "reason": "It is an advertisement.", "back": "queue"}
    answer = olga.post(f"{topic}/hide", sent)
    assert answer.headers["Location"] == "/staff/moderation"
    portal.settle()
    assert ben.get(topic).status_code == 404
    assert "It is an advertisement." in ana.get(topic).text
    told = re.search(r'href="(/decisions/[0-9a-f-]+)"', ana.get("/notifications").text)[1]
    assert told in ana.get(topic).text and ben.get(told).status_code == 404
    page = ana.get(told)
    assert "It is an advertisement." in page.text and "<em>here</em>" in page.text
    assert ana.post(f"{told}/appeal", {"text": " "}).status_code == 422
    page = follow(ana, ana.post(f"{told}/appeal", {"text": "They are water shoes."}))
    assert "They are water shoes." in page.text and f'action="{told}/appeal"' not in page.text
    assert "They are water shoes." in olga.get("/staff/moderation").text
    assert ana.post(f"{told}/judge", {"outcome": "reversed"}).status_code == 403
    judged = {"outcome": "reversed", "reason": "", "version": field(olga.get(told), "version")}
    follow(olga, olga.post(f"{told}/judge", judged))  # nobody else could
    portal.settle()
    assert ben.get(topic).status_code == 200
    assert "is shown again" in ana.get("/notifications").text


def test_what_an_edit_replaced_is_read_by_its_writer_and_moderators(ana, ben, olga, topic):
    version = field(ana.get(f"{topic}/edit"), "version")
    ana.post(f"{topic}/edit", {"title": "Cheap boots?", "body": "Buy there.", "version": version})
    assert f'href="{topic}/history"' in ana.get(topic).text
    assert f'href="{topic}/history"' not in ben.get(topic).text and "edited" in ben.get(topic).text
    for reader in (ana, olga):
        page = reader.get(f"{topic}/history")
        assert "Cheap shoes?" in page.text and "Buy *here*." in page.text
    assert ben.get(f"{topic}/history").status_code == 403


def test_a_reader_says_what_helped_and_takes_it_back(ana, ben, visitor, topic):
    reply = ben.post(f"{topic}/replies", {"body": "No shoes, please."}).headers["Location"].partition("#reply-")[2]
    assert f'action="{topic}/vote"' not in ana.get(topic).text + visitor.get(topic).text
    assert ana.post(f"/replies/{reply}/vote", {"on": "1"}).headers["Location"] == f"{topic}#reply-{reply}"
    assert 'aria-pressed="true"' in ana.get(topic).text and "Helped 1" in visitor.get(topic).text
    ana.post(f"/replies/{reply}/vote", {"on": "0"})
    assert "Helped 1" not in visitor.get(topic).text
    assert ben.post(f"{topic}/vote", {"on": "1"}).headers["Location"] == topic
    assert ana.post(f"{topic}/vote", {"on": "1"}).status_code == 403
    assert visitor.get(f"{topic}?order=votes").status_code == 200


def test_a_moderator_pins_closes_and_moves_a_topic_whose_address_stays(ana, ben, olga, topic):
    assert ben.get(f"{topic}/moderate").status_code == 403
    version = field(olga.get(f"{topic}/moderate"), "version")
    assert notice(follow(olga, olga.post(f"{topic}/pin", {"on": "1", "version": version}))).startswith("Pinned")
    assert "Pinned" in ben.get("/topics").text
    stale = olga.post(f"{topic}/lock", {"on": "1", "version": version})
    assert stale.status_code == 412 and "Somebody else" in errors(stale)[0]
    version = field(olga.get(f"{topic}/moderate"), "version")
    follow(olga, olga.post(f"{topic}/lock", {"on": "1", "version": version}))
    assert f'action="{topic}/replies"' not in ben.get(topic).text
    page = olga.get(f"{topic}/moderate")
    category = re.search(r'<option value="([0-9a-f-]+)"', page.text)[1]
    follow(olga, olga.post(f"{topic}/move", {"category_id": category, "version": field(page, "version")}))
    assert ben.get(topic).status_code == 200
    nowhere = {"category_id": "", "version": field(olga.get(f"{topic}/moderate"), "version")}
    assert errors(olga.post(f"{topic}/move", nowhere)) == ["Choose one of the categories."]
    assert [word in olga.get(f"{topic}/history").text for word in ("pinned it", "closed it")] == [True, True]


def test_topics_are_begun_and_listed_by_kind(ana, visitor, olga):
    page = ana.get("/topics/new")
    assert 'value="idea"' in page.text and 'value="announcement"' not in page.text
    assert 'value="announcement"' in olga.get("/topics/new").text
    category = re.search(r'<option value="([0-9a-f-]+)"', page.text)[1]
    sent = {"category_id": category, "title": "A lighter wombat", "body": "Made of cork.", "kind": "idea"}
    made = ana.post("/topics/new", sent)
    assert notice(follow(ana, made)).startswith("Your idea is published")
    assert "A lighter wombat" in visitor.get("/topics?kind=idea").text
    assert "A lighter wombat" not in visitor.get("/topics?kind=question").text
    assert ana.post("/topics/new", sent | {"kind": "announcement"}).status_code == 422


def test_tags_lead_from_a_topic_to_others_and_are_kept_when_something_needs_another_look(ana, visitor):
    place = asked(ana, "Which boots?", tags="Rubber Boots, wet")
    page = visitor.get(place)
    assert 'href="/topics?tag=rubber-boots"' in page.text
    listed = visitor.get("/topics?tag=rubber-boots")
    assert "Which boots?" in listed.text and "show topics with any tag" in listed.text
    assert "Nothing has that tag" in visitor.get("/topics?tag=nothing").text
    page = ana.get(f"{place}/edit")
    assert field(page, "tags") == "rubber-boots, wet" and "such as rubber-boots" in ana.get("/topics/new").text
    again = ana.post(f"{place}/edit", {"title": "T", "body": "B", "version": "1", "tags": "a1,b1,c1,d1,e1,f1"})
    assert again.status_code == 422 and "5 tags" in errors(again)[0] and field(again, "tags").endswith("f1")


def asked(browser, title, **more):
    """The address of a topic that `browser` asks."""
    category = re.search(r'<option value="([0-9a-f-]+)"', browser.get("/topics/new").text)[1]
    return browser.post("/topics/new", {"category_id": category, "title": title, "body": "So."} | more).headers[
        "Location"
    ]


def test_a_merged_topic_leads_to_the_other_one_for_whoever_may_read_that(ana, ben, olga, visitor, topic):
    other = asked(ben, "Water shoes?")
    version = field(olga.get(f"{topic}/moderate"), "version")
    again = olga.post(f"{topic}/merge", {"version": version, "into_id": "/topics/nowhere"})
    assert again.status_code == 422 and "no other topic" in errors(again)[0]
    sent = {"version": version, "into_id": f"http://portal.test{other}?order=votes#reply-x"}
    page = follow(olga, olga.post(f"{topic}/merge", sent))
    assert notice(page).startswith("Merged") and "Cheap shoes?" in page.text
    for reader in (visitor, ana):
        answer = reader.ask(topic)
        assert (answer.status_code, answer.headers["Location"]) == (301, other)
        assert "no-cache" in answer.headers["Cache-Control"]
    assert "merged another topic into it" in ben.get(f"{other}/history").text
    assert ben.get(f"{topic}/moderate").status_code == 403


def test_replies_that_are_split_out_have_a_topic_that_links_back(ana, ben, olga, visitor, topic):
    ben.post(f"{topic}/replies", {"body": "And boots?"})
    page = olga.get(f"{topic}/split")
    reply = re.search(r'name="reply_ids" value="([0-9a-f-]+)"', page.text)[1]
    again = olga.post(f"{topic}/split", {"version": field(page, "version"), "title": "About boots"})
    assert again.status_code == 422 and errors(again) == ["Choose at least one reply."]
    assert field(again, "title") == "About boots"
    sent = {"version": field(page, "version"), "title": "About boots", "reply_ids": reply}
    made = olga.post(f"{topic}/split", sent).headers["Location"]
    assert f'href="{topic}-cheap-shoes">Cheap shoes?</a>' in visitor.get(made).text
    assert f'href="{made}">About boots</a>' in visitor.get(topic).text
    assert "Nobody has replied yet" in olga.get(f"{topic}/split").text


def test_staff_announce_without_replies_and_what_was_ticked_stays(ana, olga):
    assert 'name="locked"' not in ana.get("/topics/new").text
    page = olga.get("/topics/new")
    category = re.search(r'<option value="([0-9a-f-]+)"', page.text)[1]
    sent = {"category_id": category, "title": "We are closed on Friday", "body": "Back on Monday.", "locked": "1"}
    again = olga.post("/topics/new", sent | {"kind": "idea"})
    assert again.status_code == 422 and 'id="f-locked" checked' in again.text
    place = olga.post("/topics/new", sent | {"kind": "announcement"}).headers["Location"]
    assert "This topic is closed to new replies." in ana.get(place).text
