"""Somebody in front of a browser without scripts: opens pages, fills in forms, gets mail, listens to the bell."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import requests

from portalkit.testing import eventually
from support.markup import Element, Form, parse

PASSWORD = "heron and tern at low tide"
TIMEOUT = 30


@dataclass
class Page:
    """What came back: the last answer, and the document in it."""

    answer: requests.Response

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def path(self) -> str:
        """Where one is now."""
        return requests.utils.urlparse(self.answer.url).path

    @cached_property
    def html(self) -> Element:
        return parse(self.answer.text)

    @property
    def main(self) -> Element:
        """The page without what stands around every page."""
        return self.html.first("main")

    @property
    def text(self) -> str:
        return self.html.text

    @property
    def notice(self) -> str:
        """What the page says was just done."""
        return " ".join(one.text for one in self.html.all(data_notice=None))


@dataclass
class Stream:
    """What the live stream has said so far."""

    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


class Person:
    """A browser of one person at the portal `url`."""

    def __init__(self, url: str, email: str = "", password: str = PASSWORD, agent: str = "") -> None:
        self.url, self.email, self.password = url, email, password
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["User-Agent"] = agent or "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"

    def open(self, path: str, **headers: str) -> Page:
        """Follow a link, or type an address of the portal."""
        address = path if path.startswith("http") else self.url + path
        return Page(self.session.get(address, headers=_dashes(headers), timeout=TIMEOUT))

    def post(self, path: str, pairs: Any, **headers: str) -> Page:
        """Send a form from a page of the portal."""
        own = {"Origin": self.url, "Sec-Fetch-Site": "same-origin"} | _dashes(headers)
        return Page(self.session.post(self.url + path, data=pairs, headers=own, timeout=TIMEOUT))

    def send(self, form: Form, press: str = "", **values: Any) -> Page:
        """Fill in a form and send it."""
        return self.post(form.action, form.sent(press, **values))

    def upload(self, form: Form, content: bytes, name: str) -> Page:
        """Choose a file in a form and send it."""
        file, own = {"file": (name, content)}, {"Origin": self.url, "Sec-Fetch-Site": "same-origin"}
        pairs = [pair for pair in form.sent() if pair[0] != "file"]
        sent = self.session.post(self.url + form.action, data=pairs, files=file, headers=own, timeout=TIMEOUT)
        return Page(sent)

    def fill(self, page: str, action: str, press: str = "", **values: Any) -> Page:
        """Open `page`, and fill in and send its form to `action`; whatever comes is a page that says it is done."""
        sent = self.send(self.open(page).html.form(action), press, **values)
        assert sent.status == 200, f"{action}: {sent.status} {sent.main.text[:400]}"
        return sent

    def sign_in(self) -> "Person":
        """Sign in with the e-mail address and the password."""
        self.fill("/signin", "/signin", email=self.email, password=self.password)
        assert self.open("/account").path == "/account"
        return self

    def register(self, name: str) -> "Person":
        """Create an account, follow the link in the mail, and sign in."""
        self.fill("/register", "/register", name=name, email=self.email, password=self.password)
        mail = self.mail_about("")
        confirm = self.open(mail.link("/verify"))
        assert "ready" in self.send(confirm.html.form("/verify")).main.text
        return self.sign_in()

    def ask(self, category: str, title: str, body: str = "What do you think?") -> Page:
        """Ask in the community; the page of the topic."""
        page = self.open("/topics/new")
        options = page.html.first("select", name="category_id").all("option")
        (chosen,) = [option["value"] for option in options if option.text.strip() == category]
        asked = self.send(page.html.form("/topics/new"), title=title, body=body, category_id=chosen)
        assert asked.path.startswith("/topics/") and asked.status == 200, asked.main.text
        return asked

    def follow(self, category: str) -> Page:
        """Follow a category of the community."""
        links = self.open("/topics").main.links()
        address = next(address for address, text in links.items() if text == category)
        form = next(form for form in self.open(address).html.forms() if form.action.endswith("/follow"))
        followed = self.send(form, on="1")
        assert followed.notice.startswith("You will be told of new questions here."), followed.main.text
        return followed

    def mails(self) -> list["Mail"]:
        """What lies in the person's mailbox, newest first."""
        page = self.open("/dev/mail")
        rows = [row for row in page.main.all("li") if f"To {self.email}" in row.text]
        return [Mail(self, row.first("a")["href"], row.first("a").text) for row in rows]

    def mail_about(self, words: str) -> "Mail":
        """The newest mail with `words` in its subject, as soon as there is one."""
        return eventually(lambda: next((mail for mail in self.mails() if words in mail.subject), None))

    def bell(self) -> Element:
        """The bell as a page would fetch it."""
        return self.open("/fragments/bell", HX_Request="true").html

    def unread(self) -> int:
        """How much the bell says is unread."""
        return int(self.bell().first(of="at-bell")["data-unread"])

    @contextmanager
    def listening(self, path: str = "/") -> Iterator[Stream]:
        """Stay on the page at `path` and hear what its script would."""
        address = self.open(path).html.first(id="bell")["data-live"]
        heard = Stream()
        answer = requests.get(address, headers={"Origin": self.url}, stream=True, timeout=TIMEOUT)
        assert answer.status_code == 200, answer.text
        reader = threading.Thread(target=_read, args=(answer, heard), daemon=True)
        reader.start()
        try:
            yield heard
        finally:
            _hang_up(answer)
            reader.join(5)


@dataclass
class Mail:
    """One mail in the mailbox of the trial."""

    person: Person
    address: str
    subject: str

    @cached_property
    def text(self) -> str:
        """Its plain text."""
        return self.person.open(self.address).html.first(of="at-mailtext").raw

    @cached_property
    def html(self) -> Element:
        """What a mail program shows."""
        return self.person.open(self.address + "/html").html

    def link(self, path: str) -> str:
        """The address in the text that leads to `path` in the portal."""
        found = re.search(rf"{re.escape(self.person.url + path)}\S*", self.text)
        assert found, f"no link to {path} in: {self.text}"
        return found[0]


def _read(answer: requests.Response, heard: Stream) -> None:
    name = "message"
    try:
        for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
            key, _, value = line.partition(":")
            if key == "event":
                name = value.strip()
            elif key == "data":
                heard.events.append((name, json.loads(value)))
            elif not line:
                name = "message"
    except (requests.RequestException, AttributeError, ValueError):
        pass  # hung up, by one side or the other
    heard.ended.set()


def _hang_up(answer: requests.Response) -> None:
    connection = getattr(answer.raw, "_connection", None)
    if connection is not None and connection.sock is not None:
        connection.sock.shutdown(2)
    answer.close()


def _dashes(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
