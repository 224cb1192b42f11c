"""Starting, ending and starting again, and a portal that has nothing in it yet."""

import re
import subprocess
import sys
import time

import pytest
from support.person import Person
from support.served import Served

LONGEST_END = 5.0  # seconds


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A portal without the demo content."""
    served = Served(tmp_path_factory.mktemp("empty"), DEMO="0").start()
    yield served
    served.stop()
    assert served.errors() == []


def test_an_empty_portal_says_on_every_page_what_to_do_next(empty):
    visitor = Person(empty.url)
    said = {
        "/": "No article yet",
        "/fragments/recent-topics": "Nobody has asked yet",
        "/articles": "Nothing here yet",
        "/topics": "Nobody has asked here yet",
        "/topics?state=open": "Every question has an answer",
        "/search?q=anything": "Nothing found for “anything”",
        "/dev/mail": "No mail yet",
    }
    assert {path: words in visitor.open(path).text for path, words in said.items()} == dict.fromkeys(said, True)
    assert not any("Sign in as" in line for line in empty.output)


def test_its_first_administrator_makes_the_first_category_and_a_member_asks_in_it(empty):
    member = Person(empty.url, "first@member.example", "seven wet herons on a jetty").register("Ama Owusu")
    asking = member.open("/topics/new")
    assert "nowhere to ask yet" in asking.main.text and asking.main.all("textarea") == []
    link = add_user(empty, "admin@portal.example", "Femi Adeyemi", "administrator")
    admin = Person(empty.url, "admin@portal.example", "nine dry terns on a mast")
    admin.send(admin.open(link).html.form("/reset"), password=admin.password)
    admin.sign_in()
    form = next(form for form in admin.open("/staff/categories").html.forms() if form.fields.get("of") == ["community"])
    assert admin.send(form, name="Everything", description="", audiences=["everyone"]).notice == "Saved."
    ask = member.open("/topics/new").html.form("/topics/new")
    (category,) = [option["value"] for option in ask.element.all("option") if option.text == "Everything"]
    asked = member.send(ask, title="Is anybody here?", body="Hello.", category_id=category)
    assert asked.html.first("h1").text == "Is anybody here?"


def add_user(served, *words):
    """What the README tells the operator of an empty portal to do; the link that it prints."""
    command = [sys.executable, "-m", "accounts", "add-user", *words]
    environ = served.environ | {"PUBLIC_ORIGIN": served.url}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return re.search(r"http\S+", done.stdout)[0]


def test_a_portal_with_people_of_its_own_never_gets_the_demo_content(empty):
    member = Person(empty.url, "first@member.example", "seven wet herons on a jetty").sign_in()
    assert empty.stop() <= LONGEST_END
    empty.environ["DEMO"] = "1"
    empty.start()
    assert not any("Sign in as" in line for line in empty.output)
    assert member.open("/account").path == "/account"
    assert "Is anybody here?" in member.open("/topics").text
    assert "Heron" not in member.open("/articles").text


def test_ctrl_c_ends_it_within_five_seconds_and_the_next_start_finds_everything(portal, signed_in, visitor):
    if not isinstance(portal, Served):
        pytest.skip("this portal was started by somebody else")
    ingrid = signed_in("ingrid")
    topics, mails = visitor.open("/topics").main.links(), len(ingrid.mails())
    with ingrid.listening() as heard:
        assert portal.stop() <= LONGEST_END
        assert heard.ended.wait(5)
    told = len(portal.output)
    began = time.monotonic()
    portal.start()
    assert any("heron and tern at low tide" in line for line in portal.output[told:])
    assert any("ingrid.solheim@" in line for line in portal.output[told:])
    assert ingrid.open("/account").path == "/account"
    assert visitor.open("/topics").main.links() == topics
    assert len(ingrid.mails()) == mails
    assert visitor.open("/search?q=reference+electrode").main.all("mark")
    assert time.monotonic() - began < 60
