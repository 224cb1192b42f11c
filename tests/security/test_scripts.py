"""Whatever people write anywhere stays text, on every page that shows it."""

from urllib.parse import quote

import pytest
from support.markup import parse
from support.portal import ORIGIN

from security.payloads import SCRIPTS, bundled

NEVER_THERE = ("iframe", "object", "embed", "base", "style", "math", "image", "video", "audio", "marquee")
BUNDLES = bundled(95)  # a name may have a hundred characters
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster")
OURS = ("/", "#", "?", "http://", "https://", "mailto:")


def faults(page):
    """What stands in a page that could run: elements, attributes and addresses that none of our templates has."""
    found = []
    for one in parse(page).all():
        found += [f"<{one.tag}>"] if one.tag in NEVER_THERE else []
        found += [f"on…: {one}" for name in one.attributes if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ADDRESSES:
            address = one[name]
            if address and not address.startswith(OURS) and not (one.tag == "form" and not address):
                found.append(f"{name}={address}")
        if one.tag == "script" and not one["src"].startswith("/static/"):
            found.append(f"<script> {one.raw[:60]}")
        canonical = one.tag == "link" and one["rel"] == "canonical" and one["href"].startswith(f"{ORIGIN}/")
        if one.tag != "a" and not canonical:  # what a page loads or is sent to is the portal's own
            found += [f"<{one.tag} {name}>" for name in ADDRESSES if one[name].startswith(("//", "http"))]
        if one.tag == "meta" and one["http-equiv"]:
            found.append("<meta http-equiv>")
    if ">49<" in page or "\n49" in page:
        found.append("7*7")
    return found


def test_what_runs_in_a_page_would_be_seen():
    text = ("javascript:", "[", "!", "<https", "```", "> ", "{{", "%3C", "&lt;", "＜", '" ', "' ", "` ", "x ")
    for script in SCRIPTS:
        if not script.startswith(text):
            assert faults(f"<main><p>{script}</p></main>"), script
    assert faults(f'<input value="{SCRIPTS[SCRIPTS.index("javascript:xss()") - 4]}">')
    assert faults("<a href='javascript:xss()'>x</a>") and faults("<p>49</p>") == ["7*7"]


def in_rule(script):
    return {"products": [" ".join(script.split())]}


@pytest.fixture(scope="module")
def written(scene):
    """Everything there is, each with texts of the attackers'; the ids of topics, replies and articles."""
    people, rules, things = [], [], []
    for number, script in enumerate(BUNDLES):
        person = scene._person(f"x{number}", "customer", ()) | {"name": script, "organisation": script}
        people.append(person | {"password": None, "attributes": {"region": script[:60], "products": [script[:60]]}})
        rules.append({"external_id": f"x{number}", "name": script, "description": script, "rule": in_rule(script)})
    scene.ids |= scene.portal.imports("accounts", "users", people)
    scene.portal.imports("accounts", "audiences", rules)
    scene.portal.settle()
    for number, script in enumerate(BUNDLES):
        who, apart = f"x{number}", "\n\n".join(SCRIPTS)
        scene.shelve(who, ["everyone"], name=script, description=script)
        texts = {"title": f"wombat {script}", "body": f"wombat\n\n{script} wombat\n\n{apart}", "product": script[:60]}
        answer = {"reply": f"wombat {script}", "accepted": "r" if number % 2 else None}
        thing = scene.topic(who, who, **texts, **answer)
        thing["article"] = scene.article(who, ["everyone"], **texts, summary=script, author_id=scene.ids[who])
        things.append(thing)
        path = f"/v1/topics/{thing['topic']}"
        scene.call("owner", "community", "PUT", f"{path}/following", {"following": True})
        scene.call(who, "community", "POST", f"{path}/replies", {"body": apart})
    scene.portal.settle()
    return things


def test_every_thing_shows_what_was_written_as_text(scene, visitor, written):
    moderator, editor = scene.browsers["moderator"], scene.browsers["editor"]
    for number, thing in enumerate(written):
        pages = [
            moderator.get(f"/topics/{thing['topic']}"),
            visitor.get(f"/articles/{thing['article']}"),
            moderator.get(f"/topics/{thing['topic']}/edit"),
            moderator.get(f"/replies/{thing['reply']}/edit"),
            editor.get(f"/staff/articles/{thing['article']}"),
        ]
        for page in pages if number < 3 else pages[:2]:
            assert page.status_code == 200
            assert "wombat" in page.text
            assert faults(page.text) == [], BUNDLES[number]


def test_every_list_shows_what_was_written_as_text(scene, visitor, written):
    lists = ["/", "/articles", "/topics", "/topics/new", "/fragments/recent-topics", "/sitemap.xml", "/dev/mail"]
    lists += ["/staff", "/staff/articles", "/staff/categories", "/staff/audiences", "/notifications", "/account"]
    lists += ["/staff/parked", "/staff/deliveries", "/staff/organisations", "/staff/profiles", "/account/profile"]
    lists += ["/fragments/bell", "/fragments/suggestions?q=wombat", "/fragments/similar?title=wombat"]
    for who in ("visitor", "owner", "administrator"):
        browser = visitor if who == "visitor" else scene.browsers[who]
        for path in lists:
            assert faults(browser.get(path).text) == [], f"{who} {path}"
    bell = scene.browsers["owner"].get("/fragments/bell")
    assert "xss()" in bell.text, "nobody was told of anything"


def test_search_shows_what_was_asked_and_what_was_found_as_text(visitor, written):
    for script in bundled(200):
        for path in ("/search?q=", "/search?q=wombat&product=", "/fragments/suggestions?q=", "/topics?category="):
            assert faults(visitor.get(path + quote(script)).text) == [], script
    page, found = "/search?q=wombat", 0
    while page:
        answer = visitor.get(page)
        assert faults(answer.text) == []
        found += answer.text.count('class="at-hit__top"')
        onward = [link["href"] for link in parse(answer.text).all("a") if "cursor=" in link["href"]]
        page = onward[0] if onward else None
    assert found >= len(written)


def test_what_comes_back_with_a_form_or_an_error_is_text(scene, visitor, written):
    owner, editor, boss = (scene.browsers[name] for name in ("owner", "editor", "administrator"))
    for script in bundled(400):
        echoed = [
            visitor.post("/signin", {"email": script, "password": script, "next": script}),
            visitor.post("/register", {"name": script, "email": script, "password": "short"}),
            visitor.post("/forgot", {"email": script}),
            visitor.post("/reset", {"token": script, "password": script}),
            visitor.post("/verify", {"token": script}),
            owner.post("/topics/new", {"category_id": script, "title": script, "body": ""}),
            editor.post("/staff/articles/new", {"category_id": script, "title": script, "product": script * 9}),
            boss.post("/staff/audiences/new", {"name": script, "description": script, "rule": script}),
            boss.post("/staff/categories/new", {"of": "knowledge", "name": script * 9, "description": script}),
            visitor.get(f"/{quote(script)}"),
            visitor.get(f"/verify?token={quote(script)}"),
            visitor.get(f"/reset?token={quote(script)}"),
            visitor.get(f"/signin?next={quote(script)}"),
            visitor.get(f"/unsubscribe/{quote(script, safe='')}"),
        ]
        for answer in echoed:
            assert answer.status_code < 500
            assert faults(answer.text) == [], script


def test_mails_show_what_was_written_as_text_and_keep_to_their_headers(scene, written):
    mails = scene.portal.mails()
    assert len(mails) >= len(written)
    for mail in mails:
        allowed = [fault for fault in faults(mail["html"]) if not fault.startswith("on…: <") or "style" not in fault]
        assert allowed == []
        assert {name for name, _ in mail["headers"]} <= HEADERS
        assert mail["to"].endswith("@people.example")


HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post"}
HEADERS |= {"MIME-Version", "Content-Type"}
