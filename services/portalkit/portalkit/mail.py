"""The port to mail: send one message, or say why not."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from enum import Enum
from typing import Any, ClassVar, Protocol

import idna

BEFORE_THE_AT = re.compile(r'[^\s\x00-\x20\x7f-\x9f"(),:;<>@\[\\\]]{1,64}')
DOMAIN = re.compile(r"[A-Za-z0-9._-]{1,253}")
LONGEST_LINE = 998  # RFC 5322
LINK = 60  # characters without a space: too many to fold a header in between


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
    people: tuple[str, ...] = ()  # ids of those whom it names; not sent

    def to_row(self) -> dict[str, Any]:
        """What a delivery keeps of it."""
        return {name: value for name, value in asdict(self).items() if name != "people"}


class Verdict(Enum):
    """What is to become of a delivery, decided at the moment of sending."""

    SEND = "send"
    WAIT = "wait"  # not now: who may see the thing is not known well enough
    DROP = "drop"  # never: its receiver may not see the thing, or does not want it any more


class MailRefused(Exception):
    """Nobody will ever take this message as it is. The text says why, without naming its receiver."""


class Outgoing(Protocol):
    """What goes to one person outside the portal: a dataclass with the ids of those whom it names, for erasure."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of those whom it names; not sent."""


class Sender(Protocol):
    """A channel out of the portal, mail or another: whatever takes what it is made for off our hands."""

    def send(self, thing: Any, now: datetime, /) -> None:
        """Hand it over; when this returns it was accepted. Raises OSError (try again) or MailRefused (never)."""


class Mailer(Protocol):
    """Whatever takes mail off our hands."""

    def send(self, mail: Mail, now: datetime) -> None:
        """Hand `mail` over; when this returns it was accepted. Raises OSError (try again) or MailRefused."""

    def forget(self, persons: Sequence[str]) -> bool:
        """Drop what is kept of mails to these persons or with their names; False: not yet, try again later."""

    def close(self) -> None:
        """Let go of the connection."""


class _Policy(EmailPolicy):
    """Lets a long link stand in a header as it is: folded it is an encoded word, which no program takes for a link."""

    def fold(self, name: str, value: str) -> Any:
        line = f"{name}: {value}{self.linesep}"
        if value.isascii() and max(map(len, value.split()), default=0) > LINK and len(line) <= LONGEST_LINE:
            return line
        return super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return str(self.fold(name, value)).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")


POLICY = _Policy(cte_type="7bit")


def as_message(mail: Mail, sender: str, sender_name: str, now: datetime) -> EmailMessage:
    """The message as it goes out: text, HTML, and the headers that tell machines it was sent by one (RFC 3834).

    Raises MailRefused for an address that is none, and for characters that no mail can carry.
    """
    try:
        return _compose(mail, addressed(sender, sender_name), addressed(mail.to, mail.name), now)
    except (ValueError, MessageError):  # its text would name the receiver
        raise MailRefused("it has characters that no mail can carry") from None


def _compose(mail: Mail, sender: Address, receiver: Address, now: datetime) -> EmailMessage:
    message = EmailMessage(POLICY)
    message["From"] = sender
    message["To"] = receiver
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[name] = one_line(value)
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def in_ascii(domain: str) -> str:
    """A domain as mail is routed (IDNA 2008); empty for what is no name that a domain can have.

    Python's own codec is of 2003: it makes straße.example a domain of somebody else.
    """
    try:
        return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except ValueError:
        return ""


def addressed(address: str, name: str) -> Address:
    """An address with its name; the domain in ASCII (IDNA 2008). Raises MailRefused for what is no address."""
    local, _, domain = address.rpartition("@")
    domain = in_ascii(domain)
    if not (BEFORE_THE_AT.fullmatch(local) and DOMAIN.fullmatch(domain)):
        raise MailRefused("that is no address mail can be sent to")
    return Address(one_line(name), local, domain)


def one_line(text: str) -> str:
    """`text` on one line, without control characters, so that it can end no header."""
    breaks = {"Cc", "Cs", "Zl", "Zp"}
    return " ".join("".join(" " if unicodedata.category(c) in breaks else c for c in text).split())
