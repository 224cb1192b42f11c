"""A mail server for tests: takes mails over an encrypted connection from who signs in, and answers as it is told to."""

import asyncio
import contextlib
import ssl
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from portalkit.mail_smtp import Server, SmtpMailer
from portalkit.testing.certificates import Certified

USER, PASSWORD = "portal", "only-for-tests"


class MailServer(Controller):
    """Listens on a free port of this machine within a `with` block; offers STARTTLS, or is encrypted from the start.

    `answers` plans what it says next: verb → answers, one for each time; None hangs up. A verb without a plan is
    obeyed.
    """

    def __init__(self, certified: Certified, implicit: bool = False, **more: Any) -> None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certified.certificate, certified.key)
        self.answers: dict[str, list[str | None]] = {}
        self.taken: list[Envelope] = []
        self.connections = 0
        super().__init__(
            self,
            hostname="127.0.0.1",
            port=0,
            ssl_context=context if implicit else None,
            tls_context=None if implicit else context,
            require_starttls=not implicit,
            auth_required=not implicit,
            auth_require_tls=not implicit,  # aiosmtpd takes only what STARTTLS made for encrypted
            authenticator=_knows,
            **more,
        )

    def factory(self) -> SMTP:
        """The server's side of a connection."""
        self.connections += 1
        return _Session(self, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
        self.connections = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.stop()

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        self.taken.append(envelope)
        return "250 taken"

    def messages(self) -> list[EmailMessage]:
        """What it has taken, in order."""
        contents = [each.original_content or b"" for each in self.taken]
        return [message_from_bytes(each, _class=EmailMessage, policy=policy.default) for each in contents]


class _Session(SMTP):
    """A connection that answers as its server was told."""

    async def _call_handler_hook(self, command: str, *args: Any) -> Any:
        planned = self.event_handler.answers.get(command)
        if not planned:
            return await super()._call_handler_hook(command, *args)
        answer = planned.pop(0)
        if answer is None:
            self._hang_up()
        return answer

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.event_handler.answers.pop("half of DATA", None):
            await self.push("354 go on")
            await self._reader.readline()
            self._hang_up()
        await super().smtp_DATA(arg)

    def _hang_up(self) -> None:
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.abort()
        raise asyncio.CancelledError


def _knows(server: SMTP, session: Any, envelope: Envelope, mechanism: str, given: LoginPassword) -> AuthResult:
    return AuthResult(success=given == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)


@contextlib.contextmanager
def mailer_for(port: int, certified: Certified, seconds: float = 20, **more: Any) -> Iterator[SmtpMailer]:
    """A mailer for the server on `port` of this machine; `more` is what differs in its address."""
    at: dict[str, Any] = {
        "host": "localhost",
        "port": port,
        "tls": "required",
        "user": USER,
        "password": PASSWORD,
    } | more
    made = SmtpMailer(Server(**at), "portal@portal.example", "Saltmarsh", certified.ca, seconds)
    try:
        yield made
    finally:
        made.close()
