"""No page of the staff shows somebody a form, or a link of the staff's, that is refused because of who they are."""

import re
from io import BytesIO

import pytest
from support.markup import parse
from werkzeug.datastructures import MultiDict

from ..conftest import PASSWORD, person
from .test_people import person as found

STAFF = {"rita": ("reviewer",), "mona": ("moderator",), "ada": ("administrator",), "emma": ("author", "reviewer")}
PLACES = ("/staff/articles", "/staff/categories", "/staff/stock", "/staff/reviews", "/staff/upkeep", "/staff/links")
PLACES += ("/staff/searches", "/staff/reach", "/staff/recognition", "/staff/redemptions", "/contests", "/rewards")
IDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[^/?#]*")
ALIKE = 4  # so many pages of a kind are opened


@pytest.fixture(scope="module")
def staff(portal, olga, wim):
    """Somebody of each role, an editor of one region, and something of all that the staff's pages show."""
    portal.imports("accounts", "users", [person(name, "staff", *roles) for name, roles in STAFF.items()])
    portal.settle()
    people = {name: portal.sign_in(f"{name}@staff.example", PASSWORD) for name in STAFF} | {"wim": wim}
    for more in ({"name": "Alps"}, {"name": "Checked", "needs_review": "1"}):
        assert olga.post("/staff/categories/new", {"of": "knowledge", "audiences": ["everyone"]} | more)
    kept = {"kind": "snippet", "name": "tap-safety", "body": "Shut the tap.", "do": "save"}
    snippet = olga.post("/staff/stock/new", kept).headers["Location"]
    version = re.search(r'name="version" value="(\d+)"', olga.get(snippet).text)[1]
    olga.post(snippet, {"body": "Shut the other tap.", "version": version, "do": "save"})
    olga.post("/staff/stock/new", {"kind": "template", "name": "How", "genre": "faq", "body": "## What", "do": "save"})
    for name in ("Alps", "Checked", "Meters"):
        write(wim, name)
    shelf = re.search(r'for="w-([^"]+)">Alps<', olga.get(found(olga, "emma")).text)[1]
    olga.post(f"{found(olga, 'emma')}/remit", {"categories": [shelf]})
    olga.post("/contests/new", {"title": "C", "body": "B", "ends_at": "2096-01-01T00:00", "kinds": ["voted"]})
    reward = {"title": "A mug", "body": "B", "cost": "10", "audiences": ["members"]}
    olga.post("/rewards/new", reward | {"starts_at": "2026-01-01T00:00"})
    portal.settle()
    return people


def write(author, category):
    """An article that includes the snippet, has a file and a second revision, and waits for a review."""
    options = author.get("/staff/articles/new").text.partition('id="f-category_id"')[2]
    shelf = re.search(rf'value="([0-9a-f-]{{36}})"[^>]*>\s*{category}<', options)[1]
    told = {"category_id": shelf, "audiences": ["everyone"], "language": "en", "title": f"Of {category}"}
    made = author.post("/staff/articles/new", told | {"body": "{{snippet: tap-safety}}", "do": "save"})
    address = made.headers["Location"]
    author.post(f"{address}/files", {"file": (BytesIO(b"Notes."), "notes.txt")})
    version = re.search(r'name="version" value="(\d+)"', author.get(address).text)[1]
    more = {"body": "{{snippet: tap-safety}} Then wait.", "version": version, "do": "ask"}
    assert author.post(address, told | more).status_code == 303


def opened(browser):
    """The pages that one comes to by links from the staff's start page, a few of each kind, by address."""
    pages, waits, kinds = {}, ["/staff", "/contests", "/rewards"], {}
    while waits:
        path = waits.pop(0)
        kind = IDS.sub("ID", path.partition("?")[0])
        if path in pages or kinds.get(kind, 0) >= ALIKE:
            continue
        page = browser.get(path)
        assert page.status_code == 200, f"{path}: {page.status_code}"
        kinds[kind] = kinds.get(kind, 0) + 1
        pages[path] = parse(page.text)
        links = pages[path].first("main").links()
        waits += [href.partition("#")[0] for href in links if href.startswith(PLACES) and ".csv" not in href]
    return pages


def presses(page):
    """The forms of a page by each of their buttons: where it is sent, what it says, and what tells forms apart."""
    found = {}
    for form in page.first("main").forms():
        apart = [form.fields.get(name, [""])[0] for name in ("of", "on", "number", "outcome")]
        for button in form.element.all("button"):
            if button["type"] in ("", "submit"):
                action = button["formaction"].partition("#")[0] or form.action
                found[action, button["name"], button["value"], *apart] = form
    return found


def is_whole(form):
    """Whether all is filled in that has to be: of what is empty a service says so."""
    needed = [one["name"] for one in form.element.all() if "required" in one.attributes or one["type"] == "file"]
    return all(any(form.fields[name]) for name in needed)


def test_who_writes_nothing_is_not_led_to_where_articles_are_written(staff):
    for who in ("rita", "mona"):
        for path in ("/staff", "/staff/articles", "/articles"):
            assert 'href="/staff/articles/new"' not in staff[who].get(path).text, (who, path)
        for path in ("/staff/articles/new", "/staff/stock/new", "/staff/stock"):
            assert staff[who].get(path).status_code == 403, (who, path)
    for path in ("/contests/new", "/rewards/new"):
        assert [staff[who].get(path).status_code for who in ("wim", "mona")] == [403, 200], path


def test_who_only_reads_an_article_at_the_desk_reads_why(staff):
    address = next(path for path in opened(staff["mona"]) if re.fullmatch("/staff/articles/[0-9a-f-]{36}", path))
    page = staff["mona"].get(address).text
    assert "Authors write articles" in page and 'name="do"' not in page
    assert f"{address}/revisions" not in page and f"{address}/files" not in page and "/staff/reach/article" in page
    assert f"{address}/revisions" in staff["ada"].get(address).text


@pytest.mark.parametrize("who", ["mona", "rita", "wim", "emma", "ada"])
def test_whatever_form_a_page_of_the_staff_shows_somebody_they_may_send(staff, who):
    browser, refused, sent = staff[who], [], 0
    for path, page in opened(browser).items():
        for press in presses(page):
            again = browser.get(path)
            form = presses(parse(again.text)).get(press) if again.status_code == 200 else None
            if form is None:  # something before it has done that already
                continue
            action, name, value, *_ = press
            pairs = MultiDict([*form.sent(), *([(name, value)] if name else [])])
            answer, sent = browser.post(action, pairs.to_dict(flat=False)), sent + 1
            if answer.status_code in (403, 404) or (answer.status_code == 422 and is_whole(form)):
                refused.append((path, press, answer.status_code, parse(answer.text).first("main").text[:200]))
    assert refused == [] and sent >= 3
