"""What every mailer must do. A backend's test module imports these and gives fixtures `mailer` and `arrived()`."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

from portalkit.mail import Mail, Mailer

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
