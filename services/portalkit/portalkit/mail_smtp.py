"""Mail through an SMTP server: one connection a thread, encrypted and checked, with a time for all of it."""

import re
import smtplib
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from io import BufferedReader, RawIOBase
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from portalkit.mail import POLICY, Mail, MailRefused, addressed, as_message, one_line
from portalkit.settings import WrongSetting

CONNECT = 10.0  # seconds for one address of the server
IDLE = 30.0  # seconds after which a connection is not used again: most servers have closed it by then
USES = 100  # mails over one connection; many servers allow no more
PIECE = 16_384  # bytes, one TLS record

# Answers beginning with 5 that are about our sign-in or our turn to speak, so that another time may be better.
ABOUT_US = {502, 503, 521, 530, 534, 535, 538}
TOO_LARGE = 552


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over. `tls`: implicit, required (STARTTLS), opportunistic (unchecked), or none."""

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = ""


def server_at(url: str, production: bool) -> Server:
    """The server that MAIL_URL names. Raises WrongSetting; the text never shows the URL, as it holds a password."""
    parts = urlsplit(url)
    try:
        host, port = parts.hostname or "", parts.port or (465 if parts.scheme == "smtps" else 587)
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise WrongSetting("MAIL_URL: write smtp://user:password@host:587") from None
    tls = "implicit" if parts.scheme == "smtps" else options.pop("tls", "required")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not host or parts.path.strip("/") or parts.fragment or options:
        raise WrongSetting("MAIL_URL: write smtp://user:password@host:587, with ?tls= at most behind it")
    if tls not in ("implicit", "required", "opportunistic", "none"):
        raise WrongSetting("MAIL_URL: tls is required, opportunistic or none")
    if production and tls in ("opportunistic", "none") and not _loopback(host):
        raise WrongSetting(f"MAIL_URL: tls={tls} is for trying out; in production mail leaves encrypted")
    if not (user + password).isascii():
        raise WrongSetting("MAIL_URL: SMTP takes a user and a password of ASCII characters only")
    return Server(host, port, tls, user, password)


class SmtpMailer:
    """Hands mails to one server. Each thread keeps a connection for a while; `seconds` bounds a whole `send`."""

    def __init__(self, server: Server, sender: str, sender_name: str, ca: str = "", seconds: float = 40.0) -> None:
        try:
            self._sender = addressed(sender, sender_name).addr_spec
        except MailRefused as fault:
            raise WrongSetting(f"MAIL_FROM: {fault}") from None
        self._server, self._from, self._seconds = server, (sender, sender_name), seconds
        self._context = ssl.create_default_context(cadata=ca or None)
        if server.tls == "opportunistic":  # whoever would take an unencrypted connection gains nothing by a check
            self._context.check_hostname, self._context.verify_mode = False, ssl.CERT_NONE
        self._mine = threading.local()

    def send(self, mail: Mail, now: datetime) -> None:
        """Hand `mail` over, once. After an OSError it may have arrived all the same (its answer was lost)."""
        message = as_message(mail, *self._from, now)
        receiver: str = message["To"].addresses[0].addr_spec
        try:
            session = self._session(time.monotonic() + self._seconds)
            _hand_over(session, self._sender, receiver, message)
        except (OSError, ValueError) as fault:  # ValueError: what the server said in signing in was no base64
            self.close()
            raise OSError(_without(receiver, _answer(fault)[1])) from None

    def forget(self, persons: Sequence[str]) -> bool:
        """Mail that was handed over is with its receiver."""
        return True

    def close(self) -> None:
        """Let go of the calling thread's connection."""
        if session := self._kept():
            session.close()
        self._mine.session = None

    def _session(self, until: float) -> "_Session":
        """A connection that has just answered: the one kept, if it is fresh and still there, or a new one."""
        kept = self._kept()
        if kept and kept.take(until):
            return kept
        self.close()
        self._mine.session = made = self._connect(until)
        return made

    def _kept(self) -> "_Session | None":
        return getattr(self._mine, "session", None)

    def _connect(self, until: float) -> "_Session":
        at = self._server
        session: _Session
        if at.tls == "implicit":
            session = _Encrypted(until, at.host, at.port, timeout=CONNECT, context=self._context)
        else:
            session = _Session(until, at.host, at.port, timeout=CONNECT)
        try:
            session.ehlo_or_helo_if_needed()
            if at.tls == "required" or (at.tls == "opportunistic" and session.has_extn("starttls")):
                session.starttls(context=self._context)  # raises when it is not offered
            if at.user:
                session.login(at.user, at.password)
        except BaseException:
            session.close()
            raise
        return session


class _Session(smtplib.SMTP):
    """A connection with a time for everything: by smtplib's own, a server that says a letter a minute is never late."""

    def __init__(self, until: float, *args: Any, **more: Any) -> None:
        self.until, self._idle_until, self._left = until, 0.0, USES
        super().__init__(*args, **more)

    def take(self, until: float) -> bool:
        """Begin the next mail, to be through at `until`; False when this connection is no longer good."""
        self.until, self._left = until, self._left - 1
        try:
            return self._left > 0 and time.monotonic() < self._idle_until and self.rset()[0] == 250
        except OSError:
            return False

    def give_back(self) -> None:
        """Say that a mail is through."""
        self._idle_until = time.monotonic() + IDLE

    def hurry(self) -> None:
        """Give the next read or write what is left of the time. Raises TimeoutError."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the mail server took too long")
        if self.sock is not None:
            self.sock.settimeout(left)

    def send(self, s: Any) -> None:
        whole = s.encode(self.command_encoding) if isinstance(s, str) else s
        for start in range(0, len(whole), PIECE):
            self.hurry()
            super().send(whole[start : start + PIECE])

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = BufferedReader(_Reads(self))
        return super().getreply()


class _Encrypted(_Session, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class _Reads(RawIOBase):
    """What a session's server says."""

    def __init__(self, session: _Session) -> None:
        self._session = session

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._session.hurry()
        assert self._session.sock is not None
        return self._session.sock.recv_into(buffer)


def _hand_over(session: _Session, sender: str, receiver: str, message: EmailMessage) -> None:
    """One mail to one receiver. Raises MailRefused when the server will never take it, else what smtplib raises."""
    beyond_ascii = not (sender + receiver).isascii()
    session.ehlo_or_helo_if_needed()
    if beyond_ascii and not session.has_extn("smtputf8"):
        raise MailRefused("the mail server takes ASCII addresses only")
    try:
        written = message.as_bytes(policy=POLICY.clone(linesep="\r\n", utf8=beyond_ascii))
    except (ValueError, MessageError):
        raise MailRefused("it has characters that no mail can carry") from None
    try:
        session.sendmail(sender, [receiver], written, ("SMTPUTF8", "BODY=8BITMIME") if beyond_ascii else ())
    except smtplib.SMTPException as fault:
        code, text = _answer(fault)
        if isinstance(fault, smtplib.SMTPSenderRefused):
            for_good = code == TOO_LARGE  # else it is our sender that it does not like
        else:
            for_good = 500 <= code < 600 and code not in ABOUT_US
        if for_good:
            raise MailRefused(_without(receiver, text)) from None
        raise
    finally:
        session.give_back()


def _answer(fault: Exception) -> tuple[int, str]:
    """The code with which the server answered (0: it did not), and what is to be told of it."""
    answer: tuple[int, bytes | str]
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        answer = next(iter(fault.recipients.values()))
    elif isinstance(fault, smtplib.SMTPResponseException):
        answer = fault.smtp_code, fault.smtp_error
    else:
        return 0, str(fault) or type(fault).__name__
    code, said = answer
    return code, f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"


def _without(receiver: str, text: str) -> str:
    """`text` as it may be logged and kept: on one line, short, and without the receiver's address."""
    for part in (receiver, receiver.rpartition("@")[0]):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "(receiver)", text, flags=re.IGNORECASE)
    return one_line(text)[:300]


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
