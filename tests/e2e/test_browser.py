"""The portal in a real browser: narrow and wide, light and dark, by keyboard, live, and without scripts."""

import re
from secrets import token_hex

import pytest

from portalkit.testing import eventually

pytestmark = pytest.mark.browser


def test_a_slash_leads_to_the_search_and_arrows_through_its_suggestions(browser):
    with browser.window() as window:
        page = window.open("/articles").page
        page.keyboard.press("/")
        box = page.get_by_role("combobox", name="Search everything")
        page.keyboard.insert_text("electrod")  # at once: who types is asked for at each rest
        page.get_by_role("option").first.wait_for()
        assert box.get_attribute("aria-expanded") == "true"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        chosen = page.get_by_role("option", selected=True)
        assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
        assert window.faults() == []
        title = chosen.locator("span").first.text_content()
        page.keyboard.press("End")
        before = chosen.element_handle()
        page.keyboard.insert_text("e")
        page.wait_for_function("option => !option.isConnected", arg=before)
        assert chosen.locator("span").first.text_content() == title  # it is still among what is found
        assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name=title).wait_for()
        page.keyboard.press("/")
        page.keyboard.type("ph")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Escape")
        assert page.get_by_role("option").count() == 0
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=ph")
        with page.expect_request("**/search/opened") as told:
            page.locator(".at-hits h3 a").nth(1).click()
        assert told.value.headers["content-type"].startswith("multipart/form-data")
        page.wait_for_url(re.compile("/(articles|topics)/"))
        assert window.complaints == []


def test_on_a_telephone_the_filters_and_the_menu_open_without_moving_the_page_aside(browser):
    with browser.window(width=360) as window:
        page = window.open("/search?q=heron").page
        page.get_by_role("link", name="Filter").click()
        page.locator("#filters").get_by_label(re.compile("^Topics")).check()
        assert window.faults() == []
        page.get_by_role("button", name="Apply filters").click()
        page.wait_for_url("**/search?q=heron&kind=topic*")
        assert page.locator(".at-kind").all_text_contents() == ["Topic"] * page.locator(".at-kind").count()
        page.locator("summary", has_text="Menu").click()
        assert window.faults() == []
        page.locator(".at-mast .at-menu__list").get_by_role("link", name="Community").click()
        page.get_by_role("heading", level=1, name="Community").wait_for()


def register(window, name, email, password):
    """Create an account in the browser, follow the mailed link, and sign in."""
    page = window.open("/register").page
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Create account").click()
    page.get_by_role("link", name="Open the mailbox of this trial").click()
    mail = page.locator("li", has_text=email).get_by_role("link")
    eventually(lambda: mail.count() or page.reload() and mail.count(), every=0.2)
    mail.click()
    page.locator(".at-mailtext a", has_text="/verify").click()
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(window.url + "/")


def ask(window, title, body):
    """Ask in the browser, past the suggestions that come while the title is typed."""
    page = window.page
    page.get_by_role("link", name="Ask the community").first.click()
    page.get_by_label("Your question in one line").press_sequentially("Drift after replacing the refe")
    page.get_by_role("link", name="Drift after replacing the reference electrode").wait_for()
    page.get_by_label("Your question in one line").fill(title)
    page.get_by_label("Category").select_option(label="Methods and standards")
    page.get_by_label("All that helps to answer it").fill(body)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("heading", level=1, name=title).wait_for()


def bell_of(page):
    """The number at the bell."""
    return int(page.locator("#bell details").get_attribute("data-unread") or 0)


def test_a_question_is_asked_told_answered_and_solved_with_no_page_loaded_again(browser, signed_in):
    expert, title = signed_in("aiko"), f"Is a grab sample at noon fair? {token_hex(2)}"
    expert.follow("Methods and standards")
    with browser.window(width=360, scheme="dark") as asking, browser.window(expert) as answering:
        register(asking, "Zanele Khumalo", f"zanele.{token_hex(3)}@newcomer.example", "six slow swifts at dusk")
        desk = answering.open("/articles").page
        desk.locator("#bell details").wait_for()
        before = bell_of(desk)
        ask(asking, title, "The river runs *low* then.")
        eventually(lambda: bell_of(desk) == before + 1 or desk.wait_for_timeout(50), 10)
        desk.locator("#bell summary").click()
        assert answering.faults() == []
        desk.locator("#bell").get_by_role("link", name=title).click()

        desk.get_by_label("Your reply").fill("mean(readings)\nmax(readings)")
        desk.get_by_label("Your reply").select_text()
        desk.get_by_role("button", name="Code").click()
        assert desk.get_by_label("Your reply").input_value() == "```\nmean(readings)\nmax(readings)\n```"
        desk.get_by_role("button", name="Reply", exact=True).click()
        desk.get_by_text("Your reply is published.").wait_for()

        asking.page.get_by_role("button", name="Something new here. Show it").click()
        asking.page.get_by_role("button", name="This answers it").click()
        asking.page.get_by_text("Accepted. The topic is solved.").wait_for()
        assert asking.faults() == [] and asking.page.locator("#answer code").is_visible()
        eventually(lambda: bell_of(desk) == before + 2 or desk.wait_for_timeout(50), 10)
        assert answering.complaints == []


def test_a_draft_survives_leaving_the_page_and_goes_when_it_is_sent(browser, signed_in):
    person = signed_in("mei")
    with browser.window(person) as window:
        page = window.open("/topics/new").page
        page.get_by_label("All that helps to answer it").fill("Half a thought")
        page.locator("#p-body", has_text="Half a thought").wait_for()
        window.open("/articles").open("/topics/new")
        assert page.get_by_label("All that helps to answer it").input_value() == "Half a thought"
        page.get_by_label("Your question in one line").fill("Whole now?")
        page.get_by_label("Category").select_option(label="Ideas")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_text("Your question is published").wait_for()
        window.open("/topics/new")
        assert page.get_by_label("All that helps to answer it").input_value() == ""
        assert window.complaints == []


def test_the_preview_is_of_what_was_typed_last_however_late_the_one_before_comes(browser, signed_in):
    with browser.window(signed_in("priya")) as window:
        page, late = window.page, []
        page.route("**/staff/articles/preview", lambda route: late.append((route.request.post_data, route)))
        window.open("/staff/articles/new")
        for word in ("first", "last"):  # the one before is still out
            page.get_by_label("Text", exact=True).fill(f"**{word}**")
            eventually(lambda typed=word: typed in late[-1][0] or page.wait_for_timeout(50), 10)
        late[-1][1].continue_()
        page.locator("#p-body strong", has_text="last").wait_for()
        assert window.faults() == []


def test_the_theme_that_somebody_chooses_stays(browser):
    with browser.window(scheme="light") as window:
        page = window.open("/topics").page
        page.get_by_role("button", name="Dark").click()
        assert page.locator("html").get_attribute("data-bs-theme") == "dark"
        window.open("/articles")
        assert page.locator("html").get_attribute("data-bs-theme") == "dark"
        page.get_by_role("button", name="System").click()
        assert page.locator("html").get_attribute("data-bs-theme") is None


def test_without_scripts_everything_that_matters_works(browser):
    email, password = "grace.oyelaran@clearford.example", "heron and tern at low tide"
    title = f"Does it work without scripts? {token_hex(2)}"
    with browser.window(scripts=False) as window:
        page = window.open("/").page
        page.get_by_role("searchbox").fill("electrode")
        page.get_by_role("button", name="Search").click()
        page.get_by_label(re.compile("^Topics")).check()
        page.get_by_role("button", name="Apply filters").click()
        page.locator(".at-kind").first.wait_for()
        assert set(page.locator(".at-kind").all_text_contents()) == {"Topic"}
        page.get_by_role("link", name="Ask the community").click()
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        assert page.get_by_label("Your question in one line").input_value() == "electrode"
        page.get_by_label("Your question in one line").fill(title)
        page.get_by_label("All that helps to answer it").fill("Yes?")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_text("One thing needs another look").wait_for()
        page.get_by_label("Category").select_option(label="Tern meters")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_label("Your reply").fill("It does.")
        page.get_by_role("button", name="Reply", exact=True).click()
        page.get_by_role("button", name="This answers it").click()
        page.get_by_text("Solved", exact=True).first.wait_for()
        page.get_by_role("link", name="Notifications").first.click()
        page.get_by_role("heading", level=1, name="Notifications").wait_for()
        page.locator("summary", has_text="your account").click()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_text("You are signed out.").wait_for()


def test_without_scripts_a_visitor_says_why_an_article_did_not_help(browser, places):
    with browser.window(scripts=False) as window:
        page = window.open(next(path for path in places["visitor"] if path.startswith("/articles/"))).page
        page.locator("#helpful summary").click()
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Choose what was missing.").first.wait_for()
        page.get_by_label("It is outdated").check()
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Who looks after this article reads what you said.").wait_for()
