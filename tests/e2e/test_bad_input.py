"""What people and their browsers send wrong: a message at the field, what was typed kept, and no error of ours."""

import re
from secrets import token_hex

import pytest
import requests
from support.broken import NOWHERE
from support.person import PASSWORD, Person

LONG = "x" * 30_000
CONTROL = "before\u0007after"


@pytest.fixture
def member(signed_in):
    return signed_in("ingrid")


@pytest.fixture
def author(signed_in):
    return signed_in("priya")


def send(person, page, action, **values):
    """Fill in the form at `action` of `page`, and send it."""
    return person.send(person.open(page).html.form(action), **values)


def assert_says(page, field, words, **kept):
    """The page has a message at `field` and what was typed still stands in its fields."""
    assert page.status == 422, f"{page.status} {page.main.text[:300]}"
    message = page.html.first(id=f"e-{field}").text
    assert words in message, message
    control = page.html.first(id=f"f-{field}")
    assert f"e-{field}" in control["aria-describedby"].split()
    summary = page.html.first(id="errors")
    assert summary["role"] == "alert" and summary.first("a", href=f"#f-{field}").text == message
    form = page.html.form(page.path)
    assert {name: form.fields[name][0] for name in kept} == kept


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Write 1 to 200 characters"),
        ("title", "x" * 201, "Write 1 to 200 characters"),
        ("title", CONTROL, "control characters"),
        ("body", "", "Write 1 to 20,000 characters"),
        ("body", LONG, "Write 1 to 20,000 characters"),
        ("body", CONTROL, "control characters"),
        ("category_id", "", "Choose one"),
        ("category_id", NOWHERE, "Choose one of the categories"),
        ("category_id", "x" * 100, "Choose one"),
    ],
)
def test_a_question_with_a_bad_field_keeps_what_was_typed(member, field, value, words):
    typed = {"title": "Does it “keep” <b>all</b>?", "body": "Line one\n\n```\ncode & co\n```"}
    page = send(member, "/topics/new", "/topics/new", **(typed | {field: value}))
    kept = {name: text for name, text in typed.items() if name != field}
    assert_says(page, field, words, **kept)


def test_a_question_in_a_category_of_others_is_refused_as_one_that_is_not_there(member, signed_in):
    foreign = next(href for href, text in signed_in("aiko").open("/topics").main.links().items() if "Asia" in text)
    typed = {"title": "May I?", "body": "Please."}
    page = send(member, "/topics/new", "/topics/new", category_id=foreign.partition("=")[2], **typed)
    assert_says(page, "category_id", "Choose one of the categories", **typed)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "characters"),
        ("name", "x" * 300, "characters"),
        ("name", CONTROL, "control characters"),
        ("email", "nobody", "address"),
        ("email", "x" * 300 + "@there.example", "address"),
        ("password", "short", "at least 15 characters"),
        ("password", "passwordpassword", "somebody would try"),
        ("password", "wilhelmina on the moon", "Leave out your name"),
        ("password", "ä" * 600, "at most"),
    ],
)
def test_a_registration_with_a_bad_field_keeps_all_but_the_password(visitor, field, value, words):
    typed = {"name": "Wilhelmina Ott", "email": "w.ott@there.example"}
    page = send(visitor, "/register", "/register", **({"password": "a lamp under the pier"} | typed | {field: value}))
    assert_says(page, field, words, **{name: text for name, text in typed.items() if name != field})
    assert page.html.first(id="f-password")["value"] == ""


def test_a_wrong_password_is_told_without_saying_which_of_the_two(visitor):
    known = send(visitor, "/signin", "/signin", email="rewi.parata@waimarino.example", password="the wrong one")
    unknown = send(visitor, "/signin", "/signin", email="nobody@there.example", password="the wrong one")
    assert (known.status, unknown.status) == (422, 422)
    assert known.html.first(id="errors").text == unknown.html.first(id="errors").text
    assert known.html.first(id="f-email")["value"] == "rewi.parata@waimarino.example"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", LONG),
        ("body", CONTROL),
        ("category_id", NOWHERE),
        ("audiences", ["nonsense"]),
        ("product", "x" * 200),
        ("language", "xx-nonsense"),
        ("published_at", "yesterday"),
        ("summary", LONG),
    ],
)
def test_an_article_with_a_bad_field_keeps_what_was_typed(author, field, value):
    form = author.open("/staff/articles/new").html.form("/staff/articles/new")
    categories = form.element.first("select", name="category_id").all("option")
    category = next(option["value"] for option in categories if option["value"])
    typed = {"title": "Kept", "body": "Kept, too.", "category_id": category, "audiences": ["staff"]}
    page = author.send(form, "save", **(typed | {field: value}))
    assert page.status == 422, page.main.text[:300]
    assert page.html.all(id=f"e-{field}"), page.html.first(id="errors").text
    kept = page.html.form("/staff/articles/new").fields
    assert all(kept[name] == [text] for name, text in typed.items() if name != field and name != "audiences")


def test_a_bad_rule_of_an_audience_is_told_at_its_field(signed_in):
    admin = signed_in("henning")
    for name, values in (("country", "Norway"), ("planet", "mars"), ("kind", "gnome"), ("kind", ""), ("x" * 500, "y")):
        form = admin.open("/staff/audiences/new").html.form("/staff/audiences/new#rule")
        typed = {"name": "Nobody", "field_r-0": name, "values_r-0": values}
        page = admin.send(form, "save", **typed)
        assert page.status == 422 and page.html.all(id="e-rule"), f"{name[:20]}: {page.main.text[:200]}"
        assert page.html.form("/staff/audiences/new#rule").fields["values_r-0"] == [values]


def test_who_was_slower_gets_the_newer_text_beside_what_was_typed(author):
    mine = author.open("/staff/articles?state=published")
    address = next(href for href in mine.main.links() if re.fullmatch(r"/staff/articles/[0-9a-f-]{36}", href))
    first = author.open(address).html.form(address)
    old = {name: first.fields[name][0] for name in ("title", "body")}
    assert author.send(first, "save", body=old["body"] + "\n\nNewer words.").notice == "Saved."
    late = author.send(first, "save", body="My slow words.")
    assert late.status == 412 and "Newer words." in late.html.first(of="at-theirs").raw
    again = late.html.form(address)
    assert again.fields["body"] == ["My slow words."]
    assert author.send(again, "save", body=old["body"]).notice == "Saved."


def test_the_same_form_sent_twice_asks_once_and_with_another_text_asks_anew(member):
    form = member.open("/topics/new").html.form("/topics/new")
    categories = form.element.first("select", name="category_id").all("option")
    category = next(option["value"] for option in categories if option["value"])
    twice = [member.send(form, title="Pressed twice?", body="Once.", category_id=category) for _ in range(2)]
    assert twice[0].path == twice[1].path
    assert member.send(form, title="Pressed twice?", body="Other.", category_id=category).path != twice[0].path


def forms_of(*visits):
    """Every form that changes something, with who sends it: (person, form), by address."""
    found = {}
    for person, paths in visits:
        for path in paths:
            for form in person.open(path).html.forms():
                found.setdefault(re.sub(r"[0-9a-f-]{36}", "<id>", form.action), (person, form))
    return found


@pytest.fixture(scope="module")
def every_form(portal, signed_in):
    """The forms of all pages, each as somebody who may send it: (person, form) by address."""
    visitor = Person(portal.url)
    anybody = Person(portal.url, f"anybody.{token_hex(3)}@newcomer.example", "seven wet herons on a jetty")
    anybody.register("Anybody")
    topic = anybody.ask("Ideas", "A form to fill in").path
    return forms_of(
        (visitor, ["/signin", "/register", "/forgot", "/"]),
        (anybody, ["/account", "/notifications", "/topics/new", topic, f"{topic}/edit"]),
        (signed_in("priya"), ["/staff/articles/new", "/staff/categories", topic]),
        (signed_in("henning"), ["/staff/audiences/new", "/staff/people"]),
    )


def test_a_form_from_elsewhere_or_without_its_token_is_refused(every_form):
    wrong = {}
    assert len(every_form) > 12, set(every_form)
    for address, (person, form) in every_form.items():
        good = form.sent()
        cases = {
            "cross-site": (good, {"Sec_Fetch_Site": "cross-site"}),
            "same-site": (good, {"Sec_Fetch_Site": "same-site"}),
            "another origin": (good, {"Origin": "https://elsewhere.example"}),
            "a hidden origin": (good, {"Origin": "null"}),
        }
        if form.fields["csrf"] != [""]:
            rest = [pair for pair in good if pair[0] != "csrf"]
            cases |= {"no token": (rest, {}), "a wrong token": ([*rest, ("csrf", "x" * 32)], {})}
            cases |= {"a strange token": ([*rest, ("csrf", "ä\u0000")], {})}
        for why, (pairs, headers) in cases.items():
            page = person.post(form.action, pairs, **headers)
            if page.status != 403 or page.html.first("h1").text != "You may not do this":
                wrong[f"{address} {why}"] = page.status
    assert wrong == {}


def test_a_form_without_any_word_of_where_it_comes_from_is_refused(portal, visitor):
    form = visitor.open("/signin").html.form("/signin")
    pairs = form.sent(email="rewi.parata@waimarino.example", password=PASSWORD)
    assert requests.post(portal.url + "/signin", data=pairs, timeout=10).status_code == 403


UNREADABLE = {
    "JSON": (b'{"a": 1}', "application/json", 415),
    "too large": (b"a=" + b"x" * 2_000_000, "application/x-www-form-urlencoded", 413),
    "broken multipart": (b"--x\r\nContent-Disposition: form-data; na", "multipart/form-data; boundary=x", 403),
    "no boundary": (b"--x--", "multipart/form-data", 403),
}


def test_every_form_refuses_what_is_not_a_form_and_what_is_too_large(every_form):
    wrong = {}
    for address, (person, form) in every_form.items():
        for why, (body, kind, status) in UNREADABLE.items():
            page = person.post(form.action, body, Content_Type=kind)
            if page.status != status and form.fields["csrf"] != [""]:
                wrong[f"{address} {why}"] = page.status
            if page.status >= 500:
                wrong[f"{address} {why}"] = page.status
    assert wrong == {}


def test_a_form_of_thousands_of_fields_is_refused(member):
    form = member.open("/account").html.form("/account")
    pairs = [*form.sent(), *((f"more{number}", "x") for number in range(3000))]
    assert member.post("/account", pairs).status in (200, 413)


@pytest.mark.parametrize("value", ["", "\u0000", CONTROL, LONG, "ä" * 500, "<script>alert(1)</script>", "-1", "𝕏"])
def test_no_form_fails_whatever_stands_in_its_fields(every_form, value):
    wrong = {}
    for address, (person, form) in every_form.items():
        if address in ("/signout", "/theme", "/language") or "end" in address:
            continue  # these take no words, and would end the session
        values = {name: value for name in form.fields if name not in ("csrf",)}
        page = person.send(form, **values)
        if page.status >= 500 or "<script>alert(1)" in page.answer.text:
            wrong[address] = page.status
    assert wrong == {}


def test_nothing_of_all_this_was_an_error_of_ours(portal):
    assert portal.errors() == []
