"""The words of a mail, and what a machine reads in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest

from notify.model.letter import compose
from notify.model.sending import Letter, verdict
from portalkit.mail import Verdict, as_message

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
REPLY = Letter(
    act="reply-posted",
    topic_id="t1",
    reply_id="r1",
    created_at=NOW,
    person="eve",
    kind="customer",
    state="active",
    audiences=["everyone", "members"],
    name="Eve Lind",
    email="eve@example.org",
    actor="Ben Roth",
    title="Which pump?",
    topic_shown=True,
    topic_key="everyone",
    topic_text="Mine is loud.",
    category="Pumps",
    category_key="everyone",
    reply_shown=True,
    reply_text="Take the small one.\n\n    pump --small",
    wanted=True,
    following=True,
)
STOP = "https://portal.example/unsubscribe/abc.def"


class Found(HTMLParser):
    """What a mail's HTML consists of."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.words = set(), [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.words += data


def mail(**changed):
    return compose("d1", replace(REPLY, **changed), "https://portal.example", "Saltmarsh", STOP)


def test_text_and_html_say_what_happened_why_it_was_sent_and_where_to_read_it():
    made = mail()
    for words in (made.text, Found(made.html).words):
        assert "Ben Roth replied to “Which pump?”" in words
        assert "Take the small one." in words
        assert "You get this mail because you follow the topic “Which pump?”." in words
        assert "No more mails about replies in topics you follow" in words
    assert "https://portal.example/topics/t1-which-pump#reply-r1" in made.text
    assert Found(made.html).links == ["https://portal.example/topics/t1-which-pump#reply-r1", STOP]


def test_a_mail_program_can_unsubscribe_with_one_click():
    message = as_message(mail(), "portal@portal.example", "Saltmarsh", NOW)
    assert message["List-Unsubscribe"] == f"<{STOP}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Message-ID"] == "<d1@portal.example>"


def test_each_kind_gives_its_own_reason():
    asked = mail(act="topic-asked", reply_id=None).text
    assert "because you follow the category “Pumps”" in asked
    assert "https://portal.example/topics/t1-which-pump\n" in asked
    assert "https://portal.example/topics/t1\n" in mail(act="topic-asked", reply_id=None, title=None).text
    assert "because you wrote an answer in the topic" in mail(act="answer-accepted").text


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</div></body>&lt;"])
def test_nothing_that_people_typed_becomes_html(evil):
    found = Found(mail(title=evil, actor=evil, reply_text=evil, category=evil).html)
    assert found.tags <= {"html", "head", "meta", "title", "body", "div", "p", "h1", "a"}
    assert evil in found.words


def test_line_breaks_in_names_and_titles_make_no_headers():
    message = as_message(
        mail(title="Hello\r\nBcc: all@example.org", name="Eve\r\nBcc: all@example.org", actor="Ben\nX: y"),
        "portal@portal.example",
        "Saltmarsh",
        NOW,
    )
    assert message["Bcc"] is None
    assert message["X"] is None


def test_who_is_erased_has_no_name_in_a_mail():
    assert "A former member replied" in mail(actor=None).text


def test_a_copy_that_is_not_there_is_a_thing_nobody_may_see():
    assert verdict(replace(REPLY, category_key=None), True, NOW) is Verdict.DROP
    assert verdict(replace(REPLY, topic_key=None, topic_shown=None), True, NOW) is Verdict.DROP
    assert verdict(replace(REPLY, state=None, audiences=None), True, NOW) is Verdict.WAIT


def test_without_an_address_there_is_no_mail():
    assert verdict(replace(REPLY, email=None), True, NOW) is Verdict.DROP


def test_news_is_sent_for_three_days():
    assert verdict(REPLY, False, NOW + timedelta(days=3)) is Verdict.SEND
    assert verdict(REPLY, True, NOW + timedelta(days=3, seconds=1)) is Verdict.DROP
