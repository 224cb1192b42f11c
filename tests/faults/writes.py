"""What the load asks of the portal, and every place where each of these must be found once: the sinks."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from faults.browser import PASSWORD
from faults.caller import Caller
from faults.home import Home
from faults.load import LETTERS, TOKEN_LETTERS, PerThread
from faults.sinks import Sinks

TOKEN = re.compile(rf"(?<![a-z])[{LETTERS}]{{{TOKEN_LETTERS}}}(?![a-z])")
Place = tuple[str, str]  # a file, and a statement whose rows each hold the token of one effect
MAILED = "SELECT DISTINCT message_id FROM mails"
BY_MESSAGE = "FROM deliveries d JOIN messages m ON m.id = d.about ->> 'message'"
ASKED = "JOIN topics t ON t.id = m.topic_id WHERE m.act = 'topic-asked'"


class Write:
    """One kind of operation. The first of its places is its owner's row: all others are filled if that is."""

    name: ClassVar[str]
    who: ClassVar[str] = ""
    places: ClassVar[Mapping[str, Place]]
    mails: ClassVar[Place]  # whose rows are a delivery's id and a text with the token
    indexed: ClassVar[bool] = True

    def __init__(self, home: Home) -> None:
        session = home.session(self.who) if self.who else ""
        self.home, self.callers = home, PerThread(lambda: Caller(home.house.port, session))

    def send(self, token: str) -> int | None:
        """Ask for it."""
        raise NotImplementedError

    def close(self) -> None:
        """Hang up."""
        self.callers.close()

    def found(self, sinks: Sinks) -> dict[str, Counter[str]]:
        """How often each token was found, by place."""
        places = {name: tokens(sinks.rows(*place)) for name, place in self.places.items()}
        sent = {id for (id,) in sinks.rows("mailbox", MAILED)}
        mails = [text for id, text in sinks.rows(*self.mails) if f"<{id}@portal.example>" in sent]
        places["mail"] = tokens([(text,) for text in mails])
        if self.indexed:
            owner = next(iter(places.values()))
            places["search"] = Counter({token: len(sinks.hits(token)) for token in owner})
        return places


def tokens(rows: list[tuple[Any, ...]]) -> Counter[str]:
    """The tokens that the rows hold, each once a row."""
    return Counter(token for (text,) in rows for token in set(TOKEN.findall(str(text))))


class Ask(Write):
    """Ann asks in the category that Fay follows, who is told and mailed."""

    name, who = "ask", "ann"
    places: ClassVar = {
        "row": ("community", "SELECT title FROM topics"),
        "fact": ("community", "SELECT data FROM outbox WHERE type = 'community.topic.asked.v1'"),
        "copy at knowledge": ("knowledge", "SELECT title FROM topics"),
        "copy at notify": ("notify", "SELECT title FROM topics"),
        "message": (
            "notify",
            f"SELECT t.title FROM messages m {ASKED}",
        ),
    }
    mails = (
        "notify",
        f"SELECT d.id, t.title {BY_MESSAGE} JOIN topics t ON t.id = m.topic_id WHERE m.act = 'topic-asked'",
    )

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.asked: list[str] = []  # ids of topics that are there for sure

    def send(self, token: str) -> int | None:
        category = self.home.ids["community-followed"]
        body = {"category_id": category, "title": f"About {token}", "body": "What is it?"}
        answer = self.callers.get().post("/api/community/v1/topics", body, token)
        if answer.status == 201:
            self.asked.append(answer.json["id"])
        return answer.status


class Reply(Write):
    """Ben replies in one of Ann's topics, who is told and mailed."""

    name, who = "reply", "ben"
    places: ClassVar = {
        "row": ("community", "SELECT body FROM replies"),
        "fact": ("community", "SELECT data FROM outbox WHERE type = 'community.reply.posted.v1'"),
        "copy at knowledge": ("knowledge", "SELECT body FROM replies"),
        "copy at notify": ("notify", "SELECT excerpt FROM replies"),
        "message": ("notify", "SELECT r.excerpt FROM messages m JOIN replies r ON r.id = m.reply_id"),
    }
    mails = ("notify", f"SELECT d.id, r.excerpt {BY_MESSAGE} JOIN replies r ON r.id = m.reply_id")

    def __init__(self, home: Home, ask: Ask) -> None:
        super().__init__(home)
        self._ask, self._first = ask, home.topic_with_reply(home.word())[0]
        self._where: dict[str, str] = {}  # what is sent again goes to the same topic

    def send(self, token: str) -> int | None:
        topics = self._ask.asked
        topic = self._where.setdefault(token, random.Random(token).choice(topics) if topics else self._first)
        path = f"/api/community/v1/topics/{topic}/replies"
        answer = self.callers.get().post(path, {"body": f"Try {token}."}, token)
        return answer.status


class Register(Write):
    """Somebody new asks for an account, and is mailed a link."""

    name, indexed = "register", False
    places: ClassVar = {
        "row": ("accounts", "SELECT email FROM users"),
        "fact": ("accounts", "SELECT personal FROM outbox WHERE type = 'accounts.user.registered.v1'"),
        "link": ("accounts", "SELECT u.email FROM links l JOIN users u ON u.id = l.user_id"),
        "copy at community": ("community", "SELECT name FROM people"),
        "copy at knowledge": ("knowledge", "SELECT name FROM people"),
        "copy at notify": ("notify", "SELECT email FROM users"),
    }
    mails = ("accounts", "SELECT d.id, u.email FROM deliveries d JOIN users u ON u.id = d.person")

    def send(self, token: str) -> int | None:
        fields = {"name": f"New {token}", "email": f"{token}@people.example", "password": PASSWORD, "form_key": token}
        return self.callers.get().submit("/register", urlencode(fields).encode()).status


def writes(home: Home) -> list[Write]:
    """One of each kind."""
    ask = Ask(home)
    return [ask, Reply(home, ask), Register(home)]
