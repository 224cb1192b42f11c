"""What every mailer must do. A backend's test module imports these and gives fixtures `mailer` and `arrived()`."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from portalkit.mail import Mail, Mailer, MailRefused

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
Arrived = Callable[[], list[EmailMessage]]


def letter(**more: object) -> Mail:
    """A mail as a service would hand it over."""
    values = {
        "id": "m1",
        "to": "ingrid@fjordvann.example",
        "name": "Ingrid Solheim",
        "subject": "Tomás answered",
        "text": "Soak it for two hours.\n",
        "html": "<p>Soak it for two hours.</p>\n",
        "headers": {"List-Unsubscribe": "<https://portal.example/unsubscribe/x>"},
    } | more
    return Mail(**values)  # type: ignore[arg-type]


def test_a_mail_arrives_with_text_html_and_headers(mailer: Mailer, arrived: Arrived) -> None:
    mailer.send(letter(), NOW)
    (message,) = arrived()
    assert message["To"] == "Ingrid Solheim <ingrid@fjordvann.example>"
    assert message["Subject"] == "Tomás answered"
    assert message["List-Unsubscribe"] == "<https://portal.example/unsubscribe/x>"
    assert message["Auto-Submitted"] == "auto-generated"
    for kind, words in (("plain", "Soak it"), ("html", "<p>Soak it")):
        part = message.get_body((kind,))
        assert isinstance(part, EmailMessage) and words in part.get_content()


def test_a_second_try_has_the_same_message_id(mailer: Mailer, arrived: Arrived) -> None:
    mailer.send(letter(), NOW)
    mailer.send(letter(), NOW)
    assert len({message["Message-ID"] for message in arrived()}) == 1


def test_line_breaks_in_a_subject_make_no_header(mailer: Mailer, arrived: Arrived) -> None:
    mailer.send(letter(subject="Drift\r\nBcc: everybody@example.org"), NOW)
    (message,) = arrived()
    assert message["Bcc"] is None
    assert message["Subject"] == "Drift Bcc: everybody@example.org"


def test_line_breaks_in_a_name_or_a_header_make_no_header(mailer: Mailer, arrived: Arrived) -> None:
    evil = "x\r\nBcc: everybody@example.org"
    mailer.send(letter(name=evil, headers={"List-Unsubscribe": f"<https://portal.example/{evil}>"}), NOW)
    (message,) = arrived()
    assert message["Bcc"] is None
    assert [each.addr_spec for each in message["To"].addresses] == ["ingrid@fjordvann.example"]


@pytest.mark.parametrize(
    "to",
    [
        "ingrid@fjordvann.example\r\nBcc: everybody@example.org",
        "ingrid@fjordvann.example\r\n",
        "ingrid@fjordvann.example, everybody@example.org",
        "ingrid@fjordvann.example> <everybody@example.org",
        "ingrid@fjord vann.example",
        "ingrid@xn--.example\u2028",
        "ingrid@" + "ü" * 80 + ".example",
        "ingrid",
        "@fjordvann.example",
        "ingrid@",
        "",
    ],
)
def test_what_is_no_address_is_refused(mailer: Mailer, arrived: Arrived, to: str) -> None:
    with pytest.raises(MailRefused) as caught:
        mailer.send(letter(to=to), NOW)
    assert "ingrid" not in str(caught.value)
    assert arrived() == []


def test_characters_that_no_mail_can_carry_are_left_out_of_headers_and_refused_in_texts(
    mailer: Mailer, arrived: Arrived
) -> None:
    mailer.send(letter(subject="a\x00b\udc00c\u2028d", name="In\x07grid"), NOW)
    (message,) = arrived()
    assert (message["Subject"], message["To"].addresses[0].display_name) == ("a b c d", "In grid")
    with pytest.raises(MailRefused):
        mailer.send(letter(text="\ud800"), NOW)


def test_a_long_link_stands_in_its_header_as_it_is(mailer: Mailer, arrived: Arrived) -> None:
    link = f"<https://portal.example/unsubscribe/{'x' * 200}>"
    mailer.send(letter(headers={"List-Unsubscribe": link}), NOW)
    (message,) = arrived()
    assert next(raw for name, raw in message.raw_items() if name == "List-Unsubscribe").strip() == link


def test_names_and_words_of_any_script_arrive(mailer: Mailer, arrived: Arrived) -> None:
    subject, name = "Где мой насос? 👩‍🔧 " + "長い件名" * 30, 'Ingrid "the Pump" Solheim, Ålesund 🌊'
    mailer.send(letter(subject=subject, name=name, text="Ça va? 👍\n"), NOW)
    (message,) = arrived()
    assert message["Subject"] == subject
    assert message["To"].addresses[0].display_name == name
    part = message.get_body(("plain",))
    assert isinstance(part, EmailMessage) and part.get_content().strip() == "Ça va? 👍"
