"""Browsers that are told what happens: added by the page's script, listed, removed; and what is chosen for them."""

import json
import re

from support.pushing import Browser

PAGE, ADD = "/account/notifications", "/account/notifications/browsers"
UA = {"User_Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
WHEN = {"zone": "UTC", "digest": "1", "digest_at": "08:00", "digest_on": "0", "mail-reply-posted": "now"}
WHEN |= {"portal-reply-posted": "1"}


def subscription(path="x", **changed):
    told = Browser().subscribed(f"https://push.example/{path}")
    return json.dumps(
        {"endpoint": told["endpoint"], "keys": {"p256dh": told["p256dh"], "auth": told["auth"]}} | changed
    )


def test_a_browser_is_listed_and_removed_by_its_person_alone(ana, ben):
    page = ana.get(PAGE).text
    assert re.search(r'data-push="[\w-]{87}" hidden', page) and "Mozilla" not in page
    assert ana.post(ADD, {"subscription": subscription()}, **UA).headers["Location"] == f"{PAGE}#browsers"
    page = ana.get(PAGE).text
    assert "Firefox on Linux" in page and "This browser" in page and "Not reached yet" in page
    assert "data-push=" not in page and "push.example" not in page
    (remove,) = re.findall(rf'action="({ADD}/[^"]+/remove)"', page)
    assert ben.post(remove).status_code == 404
    assert ana.post(remove).headers["Location"] == f"{PAGE}#browsers"
    assert "Firefox on Linux" not in ana.get(PAGE).text


def test_what_is_wanted_there_is_chosen_by_kind(ana):
    assert 'name="also"' not in ana.get(PAGE).text
    ana.post(ADD, {"subscription": subscription("two")}, **UA)
    assert re.search(r'value="push:reply-posted" id="f-push-reply-posted" checked', ana.get(PAGE).text)
    ana.post(PAGE, WHEN | {"ways": "push", "also": "push:mentioned"})
    page = ana.get(PAGE).text
    assert not re.search(r'value="push:reply-posted" id="f-push-reply-posted" checked', page)
    assert re.search(r'value="push:mentioned" id="f-push-mentioned" checked', page)
    ana.post(PAGE, WHEN | {"zone": "Europe/Berlin"})  # a page that did not ask for it
    assert not re.search(r'value="push:reply-posted" id="f-push-reply-posted" checked', ana.get(PAGE).text)


def test_what_is_no_subscription_is_said_on_the_page(ben):
    wrong = ("", "x", "[]", "{}", "[" * 5000, subscription(endpoint="http://push.example/x"), subscription(endpoint=7))
    for told in wrong:
        answer = ben.post(ADD, {"subscription": told})
        assert (answer.status_code, "Not reached yet" in answer.text) == (422, False), told


def test_the_worker_stands_at_the_root_and_touches_no_request(visitor):
    answer = visitor.get("/push-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert '"fetch"' not in answer.text
    assert "max-age=3600" in answer.headers["Cache-Control"]


def test_who_signs_out_leaves_no_browser_behind(portal, ben):
    elsewhere = portal.sign_in("ben@customers.example", "plums grow on mountain roads")
    elsewhere.post(ADD, {"subscription": subscription("three")}, **UA)
    page = ben.get(PAGE).text
    assert "Firefox on Linux" in page and "This browser" not in page
    elsewhere.post("/signout")
    portal.settle()
    assert "Firefox on Linux" not in ben.get(PAGE).text
