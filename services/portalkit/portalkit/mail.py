"""The port to mail: send one message, or say why not."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from enum import Enum
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. `id` decides the Message-ID, so a second try is the same message."""

    id: str
    to: str
    name: str
    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)

    def to_row(self) -> dict[str, Any]:
        """What a delivery keeps of it."""
        return asdict(self)


class Verdict(Enum):
    """What is to become of a delivery, decided at the moment of sending."""

    SEND = "send"
    WAIT = "wait"  # not now: who may see the thing is not known well enough
    DROP = "drop"  # never: its receiver may not see the thing, or does not want it any more


class MailRefused(Exception):
    """The other side will never take this message."""


class Mailer(Protocol):
    """Whatever takes mail off our hands."""

    def send(self, mail: Mail, now: datetime) -> None:
        """Hand `mail` over; when this returns it was accepted. Raises OSError (try again) or MailRefused."""

    def close(self) -> None:
        """Let go of the connection."""


def as_message(mail: Mail, sender: str, sender_name: str, now: datetime) -> EmailMessage:
    """The message as it goes out: text, HTML, and the headers that tell machines it was sent by one (RFC 3834)."""
    message = EmailMessage()
    message["From"] = formataddr((sender_name, sender))
    message["To"] = formataddr((mail.name, mail.to))
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message
