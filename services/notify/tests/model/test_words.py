"""Every kind of mail is whole in the language of its reader."""

from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from notify.model.attention import DAY_FULL, KIND_DAILY, KIND_WEEKLY, WEEK_FULL
from notify.model.digest import compose_digest
from notify.model.letter import compose
from notify.model.message import ACTS, DECIDED
from notify.model.sending import Letter

ENGLISH = {"you", "your", "the", "this", "mail", "mails", "read", "see", "more", "by", "and", "former"}
LETTER = Letter(
    act="reply-posted",
    topic_id="t1",
    reply_id="r1",
    created_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    person="eve",
    kind="customer",
    state="active",
    audiences=["everyone"],
    name="Eve Lind",
    email="eve@example.org",
    actor="Ben Roth",
    title="Pumpe 100 % laut",
    topic_shown=True,
    topic_key="everyone",
    topic_text="Meine brummt.",
    category="Pumpen",
    category_key="everyone",
    reply_shown=True,
    reply_text="Nehmen Sie %(title)s.",
    wanted=True,
    following=True,
    post="reply",
    notice_text="Das hilft nicht.",
    locale="de",
)


class Shown(HTMLParser):
    """The language and the words of a mail's HTML."""

    def __init__(self, html):
        super().__init__()
        self.language, self.words = None, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "html":
            self.language = dict(attrs)["lang"]

    def handle_data(self, data):
        self.words += data


def address(kind):
    return f"https://portal.example/unsubscribe/{kind}"


def mail(**changed):
    return compose("d1", replace(LETTER, **changed), "https://portal.example", "Saltmarsh", address("x"))


def english_in(mail):
    lines = [line for line in mail.text.splitlines() if "https://" not in line and not line.startswith(">")]
    words = " ".join([mail.subject, *lines]).replace("“", " ").replace("”", " English ").split()
    return ({word.strip(".,:?").lower() for word in words} & ENGLISH) | ({"English"} & set(words))


KINDS = [{"act": act, "post": post} for act in ACTS for post in (("topic", "reply") if act in DECIDED else (None,))]
KINDS += [{"act": "topic-asked", "topic_kind": kind} for kind in ("question", "discussion", "idea", "announcement")]
KINDS += [
    {"act": "topic-asked", "tag": "laut"},
    {"actor": None},
    {"act": "post-hidden", "post": "topic", "title": None},
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: "-".join(str(value) for value in kind.values()))
def test_a_german_reader_gets_german_words_alone(kind):
    made = mail(**kind)
    assert english_in(made) == set()
    assert Shown(made.html).language == "de"
    assert "Sie bekommen diese E-Mail, weil Sie " in made.text and "Nicht mehr senden: E-Mails zu " in made.text
    assert "Sie bekommen diese E-Mail, weil Sie " in Shown(made.html).words


def test_an_english_reader_and_one_of_a_language_there_is_not_get_english():
    assert {mail(locale=locale).subject for locale in ("en", "en-GB", "tlh", None)} == {
        "Ben Roth replied: Pumpe 100 % laut"
    }
    assert Shown(mail(locale=None).html).language == "en"


def test_a_german_mail_says_who_answered_what_and_why_it_came():
    made = mail(locale="de-CH")
    assert made.subject == "Ben Roth hat geantwortet: Pumpe 100 % laut"
    assert "Ben Roth hat auf „Pumpe 100 % laut“ geantwortet" in made.text
    assert "> Nehmen Sie %(title)s." in made.text
    assert "weil Sie dem Thema „Pumpe 100 % laut“ folgen." in made.text
    assert "Nicht mehr senden: E-Mails zu Antworten in Themen, denen Sie folgen" in Shown(made.html).words


def test_a_german_digest_is_german_from_its_subject_to_what_ends_it():
    reasons = [(KIND_DAILY, None), (KIND_WEEKLY, None), (DAY_FULL, 6), (WEEK_FULL, 21)]
    letters = [replace(LETTER, why=why, nth=nth) for why, nth in reasons * 11]
    made = compose_digest("d1", letters, "https://portal.example", "Saltmarsh", address)
    assert made.subject == "Ihre Zusammenfassung: Ben Roth hat geantwortet: Pumpe 100 % laut und 43 weitere"
    for text in (made.text, Shown(made.html).words):
        assert "44 Nachrichten haben auf Sie gewartet" in text and "4 weitere stehen im Portal." in text
        assert "Sie möchten diese einmal am Tag bekommen." in text
        assert "Es wäre die 6. E-Mail dieses Tages gewesen" in text
        assert "Nicht mehr senden: Zusammenfassungen" in text and "Was Sie erreicht und wann" in text
    assert Shown(made.html).language == "de" and english_in(made) == set()


def test_a_badge_is_called_something_in_every_language():
    made = mail(act="badge-earned", notice_text="First accepted answer")
    assert made.subject == "Sie haben ein Abzeichen erhalten: Erste angenommene Antwort"
