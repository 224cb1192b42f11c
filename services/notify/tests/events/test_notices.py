"""Those who work on articles are told what became of their reviews: each alone, while they are of the staff."""

import pytest

DATA = {
    "person_id": "pia",
    "act": "review-returned",
    "article_id": "a1",
    "actor_id": "rita",
    "title": "Calibrate in place",
    "text": "Which buffer?",
}


@pytest.fixture
def desk(pumps, client):
    """Two of the staff, and copies that are up to date."""
    house, pumps.client = pumps, client
    house.pia = house.user("pia", kind="staff")
    house.rita = house.user("rita", kind="staff")
    house.pulse()
    house.work()
    return house


def give(house, id="n1", verb="given", **changed):
    return house.tell(f"knowledge.notice.{verb}.v1", id, DATA | changed)


def shown(house, viewer):
    return house.client.get("/v1/messages", viewer).json


def test_the_one_whom_it_is_for_is_told_in_the_portal_and_by_mail(desk):
    give(desk)
    desk.work()
    assert desk.told() == [("pia", "review-returned", "n1")]
    [item] = shown(desk, desk.pia)["items"]
    assert (item["kind"], item["title"], item["text"], item["article_id"]) == (
        "review-returned",
        "Calibrate in place",
        "Which buffer?",
        "a1",
    )
    assert (item["thing"], item["actor"]["name"]) == ({"kind": "notice", "id": "n1"}, "Rita Lind")
    [mail] = desk.mails()
    assert (mail["to"], mail["subject"]) == ("pia@example.org", "Sent back: Calibrate in place")
    assert "/staff/articles/a1/review" in mail["text"] and "> Which buffer?" in mail["text"]


def test_nobody_else_sees_it(desk):
    give(desk)
    desk.work()
    assert (shown(desk, desk.rita)["items"], shown(desk, desk.rita)["unread"]) == ([], 0)
    assert shown(desk, desk.pia)["unread"] == 1


def test_who_has_left_the_staff_sees_it_no_more_and_gets_no_mail(desk):
    desk.user("pia")
    desk.work()
    give(desk)
    desk.work()
    left = desk.user("pia")
    desk.work()
    assert (shown(desk, left)["items"], desk.mails()) == ([], [])


def test_the_same_notice_again_and_one_restated_tell_nobody_twice(desk):
    event = give(desk)
    desk.work()
    desk.bus.publish([event])
    give(desk, verb="restated")
    desk.work()
    assert desk.told() == [("pia", "review-returned", "n1")]
    assert len(desk.mails()) == 1


def test_a_kind_of_a_later_release_is_kept_and_tells_nobody(desk):
    give(desk, act="review-framed")
    desk.work()
    assert desk.told() == []


@pytest.mark.parametrize("act", ["review-approved", "review-returned", "review-remarked"])
def test_a_mail_of_each_kind_says_what_it_is_about_and_how_to_stop_it(desk, act):
    give(desk, act=act, title="Calibrate <b>in</b> place")
    desk.work()
    [mail] = desk.mails()
    assert "Calibrate <b>in</b> place" in mail["subject"]
    assert "because you asked for a review" in mail["text"] and "/unsubscribe/" in mail["text"]


def test_an_owner_is_told_that_the_day_has_come_by_nobody(desk):
    give(desk, act="article-due", actor_id="", text="")
    desk.work()
    [item] = shown(desk, desk.pia)["items"]
    assert (item["kind"], item["actor"]) == ("article-due", {"id": "", "name": "The portal", "kind": "customer"})
    [mail] = desk.mails()
    assert mail["subject"] == "Time to look again: Calibrate in place"
    assert "https://portal.example/staff/articles/a1\n" in mail["text"]
    assert "because you look after" in mail["text"]


def test_an_owner_hears_that_an_article_did_not_help_and_why(desk):
    give(desk, act="article-unhelpful", actor_id="", text="It is outdated: Other menu.")
    desk.work()
    [mail] = desk.mails()
    assert mail["subject"] == "Did not help: Calibrate in place"
    assert "https://portal.example/staff/articles/a1/votes\n" in mail["text"] and "> It is outdated" in mail["text"]


def test_an_owner_hears_which_link_leads_nowhere(desk):
    give(desk, act="article-links", actor_id="", text="A link leads nowhere: /topics/x")
    desk.work()
    [mail] = desk.mails()
    assert mail["subject"] == "A link leads nowhere: Calibrate in place"
    assert "https://portal.example/staff/articles/a1\n" in mail["text"] and "/topics/x" in mail["text"]


def test_an_owner_hears_of_a_comment_and_by_whom(desk):
    desk.user("ann")
    give(desk, act="article-commented", actor_id="ann", text="Which buffer?")
    desk.work()
    [mail] = desk.mails()
    assert mail["subject"] == "Ann Lind commented: Calibrate in place"
    assert (
        "https://portal.example/articles/a1-calibrate-in-place#comments\n" in mail["text"]
        and "> Which buffer?" in mail["text"]
    )


def test_who_commented_is_told_why_it_was_hidden_but_not_by_whom_while_they_may_read_the_article(desk):
    ann = desk.user("ann", "a7")
    hidden = {"act": "comment-hidden", "person_id": "ann", "actor_id": "", "text": "It names a customer."}
    give(desk, **hidden, audience_key="a7")
    give(desk, "n2", **hidden, audience_key="a8")
    desk.work()
    assert desk.told() == [("ann", "comment-hidden", "n1")]
    [item] = shown(desk, ann)["items"]
    assert (item["actor"]["name"], item["text"]) == ("A moderator", "It names a customer.")
    [mail] = desk.mails()
    assert (mail["to"], mail["subject"]) == ("ann@example.org", "Your comment was hidden: Calibrate in place")
    assert "It names a customer." in mail["text"]
    left = desk.user("ann")
    desk.work()
    assert shown(desk, left)["items"] == []


def test_who_commented_is_led_to_the_decision_and_told_that_their_appeal_was_turned_down(desk):
    ann = desk.user("ann", "a7")
    of = {"person_id": "ann", "actor_id": "", "audience_key": "a7", "decision_id": "d1"}
    give(desk, "n1", act="comment-hidden", text="It names a customer.", **of)
    give(desk, "n2", act="comment-upheld", text="It still does.", **of)
    desk.work()
    items = shown(desk, ann)["items"]
    told = [(item["kind"], item["decision_id"], item["article_id"], item["text"]) for item in items]
    hidden = ("comment-hidden", "d1", "a1", "It names a customer.")
    assert told == [("comment-upheld", "d1", "a1", "It still does."), hidden]
    mails = {mail["subject"]: mail["text"] for mail in desk.mails()}
    assert set(mails) == {
        "Your comment was hidden: Calibrate in place",
        "Your comment stays hidden: Calibrate in place",
    }
    assert all("https://portal.example/comments/decisions/d1\n" in text for text in mails.values())
