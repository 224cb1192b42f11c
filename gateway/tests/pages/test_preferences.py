"""What reaches one: the page, what it keeps, and the one click at each message."""

import re

from support.markup import Form, parse
from werkzeug.datastructures import MultiDict

from ..conftest import PASSWORD, person

PAGE = "/account/notifications"
SENT = {"zone": "Europe/Berlin", "quiet_from": "22:00", "quiet_until": "07:00", "digest": "1", "digest_at": "18:30"}
SENT |= {"digest_on": "4", "mail-topic-asked": "daily", "mail-reply-posted": "now", "portal-reply-posted": "1"}


def chosen(page, name):
    select = re.search(rf'name="{name}".*?</select>', page.text, re.S)[0]
    return re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', select).groups()


def test_what_is_chosen_stands_there_again(ana):
    assert ana.get(PAGE).status_code == 200
    assert ana.post(PAGE, SENT).headers["Location"] == PAGE
    page = ana.get(PAGE)
    assert chosen(page, "mail-topic-asked") == ("daily", "Daily digest")
    assert chosen(page, "zone")[1] == "Europe/Berlin"
    assert 'value="22:00"' in page.text and 'value="18:30"' in page.text
    assert re.search(r'name="portal-reply-posted" value="1" id="[^"]+" checked', page.text)
    assert not re.search(r'name="portal-topic-asked" value="1" id="[^"]+" checked', page.text)


def test_the_page_as_it_stands_can_be_saved_with_one_thing_changed(ana):
    form = Form(parse(ana.get(PAGE).text).first("form", action=PAGE))
    sent = MultiDict(form.sent(**{"mail-topic-asked": "weekly", "mail-post-hidden": "never"}))
    assert ana.post(PAGE, sent.to_dict(flat=False)).status_code == 303
    page = ana.get(PAGE)
    assert chosen(page, "mail-topic-asked")[0] == "weekly" and chosen(page, "mail-post-hidden")[0] == "never"
    ana.post(PAGE, MultiDict(form.sent()).to_dict(flat=False))


def test_what_makes_no_sense_is_said_at_its_field_and_what_was_typed_stays(ana):
    page = ana.post(PAGE, SENT | {"quiet_until": ""})
    assert page.status_code == 422
    assert 'id="e-quiet_until"' in page.text and 'value="22:00"' in page.text
    assert chosen(page, "mail-topic-asked") == ("daily", "Daily digest")


def test_kinds_of_the_staff_are_not_for_customers(ana):
    assert "Articles you work on" not in ana.get(PAGE).text


def test_a_visitor_is_sent_to_sign_in(visitor):
    assert visitor.get(PAGE).status_code == 303


def test_each_message_tells_why_it_came_and_one_click_ends_just_that(portal, ana, ben):
    topic = re.search(r"/topics/[0-9a-f-]{36}", ana.get("/topics").text)[0]
    ana.post(f"{topic}/follow", {"on": "1"})
    portal.settle()
    ben.post(f"{topic}/replies", {"body": "Look at the clamp, it came loose here."})
    portal.settle()
    page = ana.get("/notifications")
    assert "You follow this topic." in page.text
    assert f'action="{topic}/follow"' in page.text
    assert ana.post(f"{topic}/follow", {"on": "0", "back": "/notifications"}).headers["Location"] == "/notifications"
    portal.settle()
    ben.post(f"{topic}/replies", {"body": "And look at the cable, too."})
    portal.settle()
    assert ana.get("/notifications").text.count("replied to") == page.text.count("replied to") == 1


def test_a_message_that_had_no_mail_or_waits_for_a_digest_says_so(portal, ana, ben):
    ana.post(PAGE, SENT | {"mail-reply-posted": "weekly", "mail-mentioned": "never", "portal-mentioned": "1"})
    topic = re.search(r"/topics/[0-9a-f-]{36}", ana.get("/topics").text)[0]
    ana.post(f"{topic}/follow", {"on": "1"})
    portal.settle()
    ben.post(f"{topic}/replies", {"body": "A new clamp is on its way."})
    portal.settle()
    assert re.search(r"In your weekly digest of \d+ \w{3}( \d{4})?\.", ana.get("/notifications").text)
    ana.post(PAGE, SENT | {"mail-reply-posted": "never", "portal-reply-posted": "1"})
    ben.post(f"{topic}/replies", {"body": "And a new cable."})
    portal.settle()
    assert "Not mailed: you want no mail of these." in ana.get("/notifications").text


def test_the_page_estimates_how_many_mails_a_week_that_will_be(portal, ben):
    portal.imports("accounts", "users", [person("per", "customer")])
    portal.settle()
    per = portal.sign_in("per@customers.example", PASSWORD)
    page = per.get(PAGE).text
    assert "No mails yet." in page and "You were told of nothing in the last" in page
    per.post(PAGE, SENT | {"quiet_from": "", "quiet_until": ""})
    topic = re.search(r"/topics/[0-9a-f-]{36}", per.get("/topics").text)[0]
    per.post(f"{topic}/follow", {"on": "1"})
    for number in (1, 2):
        portal.settle()
        ben.post(f"{topic}/replies", {"body": f"Clamp {number} has come."})
        portal.settle()
        assert f"About {number} mail{'s' * (number > 1)} a week." in per.get(PAGE).text
    assert "applied to the 2 things you were told of in the last 7 days." in per.get(PAGE).text
    per.post("/language", {"language": "de", "back": "/"})
    assert "Etwa 2 Mails in der Woche." in per.get(PAGE).text
    per.post(PAGE, SENT | {"mail-reply-posted": "never", "portal-reply-posted": "1"})
    assert "Etwa 0 Mails in der Woche." in per.get(PAGE).text
