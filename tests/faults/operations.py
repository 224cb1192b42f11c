"""The operations, each with what it must have come to: everything once if it happened, and nothing at all if not."""

from typing import ClassVar

from faults.browser import Form
from faults.home import Home
from faults.house import INDEX, REQUEST

Counts = dict[str, int]
COPIED = (REQUEST, "community", "knowledge", "notify", "notify-mail", *INDEX)


class Operation:
    """One of its kind, about to happen. All it leaves behind is known by a word that stands nowhere else."""

    name: ClassVar[str]
    who: ClassVar[str]
    passes: ClassVar[tuple[str, ...]] = COPIED  # the threads that it must pass
    done: ClassVar[tuple[int, ...]] = (303,)  # what the portal answers when it is, or was, done

    def __init__(self, home: Home) -> None:
        self.home, self.word = home, home.word()
        self.like = f"%{self.word}%"
        self.form = self.begin()

    def begin(self) -> Form:
        """Bring about what it needs; the form that is sent."""
        raise NotImplementedError

    def things(self) -> int:
        """Rows of the thing, done or half done: never more than one."""
        return self.happened()

    def happened(self) -> int:
        """Rows of the thing as the operation wants it."""
        raise NotImplementedError

    def effects(self) -> Counts:
        """Whatever must be there once for each row that `happened`, and not without."""
        raise NotImplementedError

    def mails(self) -> dict[str, str]:
        """What is to be mailed: Message-ID → state of the delivery."""
        return {}

    def count(self, file: str, table: str, where: str, *params: str) -> int:
        """Rows of a table; a `?` without a value is the word."""
        values = params or (self.like,) * where.count("?")
        return self.home.sinks.count(file, f"SELECT count(*) FROM {table} WHERE {where}", *values)

    def fact(self, service: str, type: str) -> Counts:
        """How often the fact was published: by its owner, and on the bus."""
        said = f"type = '{type}' AND (data LIKE ? OR ifnull(personal, '') LIKE ?)"
        sent = f"type = '{type}' AND (CAST(body AS TEXT) LIKE ? OR CAST(personal AS TEXT) LIKE ?)"
        return {"fact": self.count(service, "outbox", said), "received": min(1, self.count("bus", "log", sent))}

    def told(self, act: str, whom: str, where: str, *params: str) -> Counts:
        """How many messages there are of the act, to the one who is to be told and altogether."""
        where = f"act = '{act}' AND {where}"
        all_of_them = self.count("notify", "messages", where, *params)
        theirs = self.count("notify", "messages", f"{where} AND person = '{self.home.ids[whom]}'", *params)
        return {"message": theirs, "messages to anybody": all_of_them}

    def found(self, **values: str) -> int:
        """How many hits the word has that say so, at the newest version."""
        hits = self.home.sinks.hits(self.word)
        fresh = [hit for hit in hits if hit.version == self.newest(hit.id)]
        return len([hit for hit in fresh if values.items() <= dict(hit.values).items()]) + len(hits) - len(fresh)

    def newest(self, id: str) -> int:
        """The version that the index must have of a thing."""
        topics = "SELECT revision FROM topics WHERE id = ?"
        return self.home.sinks.count("knowledge", f"{topics} UNION SELECT version FROM articles WHERE id = ?", id, id)

    def letters(self, where: str, *params: str) -> dict[str, str]:
        """The mails of messages."""
        joined = "FROM deliveries d JOIN messages m ON m.id = json_extract(d.about, '$.message')"
        values = params or (self.like,) * where.count("?")
        rows = self.home.sinks.rows("notify", f"SELECT d.id, d.state {joined} WHERE {where}", *values)
        return {f"<{id}@portal.example>": state for id, state in rows}


class Ask(Operation):
    """Ann asks in the category that Fay follows."""

    name, who = "post a topic", "ann"
    by_title = "topic_id IN (SELECT id FROM topics WHERE title LIKE ?)"

    def begin(self) -> Form:
        category = self.home.ids["community-followed"]
        fields = {"category_id": category, "title": f"About {self.word}", "body": "What is it?", "form_key": self.word}
        return Form("/topics/new", fields)

    def happened(self) -> int:
        return self.count("community", "topics", "title LIKE ?")

    def effects(self) -> Counts:
        return {
            **self.fact("community", "community.topic.asked.v1"),
            "followed by its author": self.count(
                "community", "follows", "thing_id IN (SELECT id FROM topics WHERE title LIKE ?)"
            ),
            "copy at notify": self.count("notify", "topics", "title LIKE ?"),
            "copy at knowledge": self.count("knowledge", "topics", "title LIKE ?"),
            **self.told("topic-asked", "fay", self.by_title),
            "found": self.found(kind="topic", solved="no"),
        }

    def mails(self) -> dict[str, str]:
        return self.letters(self.by_title)


class Reply(Operation):
    """Ben replies in a topic of Ann's, who follows it."""

    name, who = "post a reply", "ben"
    by_words = "reply_id IN (SELECT id FROM replies WHERE excerpt LIKE ?)"

    def begin(self) -> Form:
        topic, _ = self.home.topic_with_reply(self.home.word())
        return Form(f"/topics/{topic}/replies", {"body": f"Try {self.word}.", "form_key": self.word})

    def happened(self) -> int:
        return self.count("community", "replies", "body LIKE ?")

    def effects(self) -> Counts:
        return {
            **self.fact("community", "community.reply.posted.v1"),
            "copy at notify": self.count("notify", "replies", "excerpt LIKE ?"),
            "copy at knowledge": self.count("knowledge", "replies", "body LIKE ?"),
            **self.told("reply-posted", "ann", self.by_words),
            "found": self.found(kind="topic", solved="no"),
        }

    def mails(self) -> dict[str, str]:
        return self.letters(self.by_words)


class Accept(Operation):
    """Ann accepts Ben's reply as the answer."""

    name, who = "accept an answer", "ann"
    solved = "title LIKE ? AND accepted_reply_id IS NOT NULL"

    def begin(self) -> Form:
        topic, self.answer = self.home.topic_with_reply(self.word)
        return Form(f"/topics/{topic}/accept", {"reply_id": self.answer, "version": "1"})

    def things(self) -> int:
        return self.count("community", "topics", "title LIKE ?")

    def happened(self) -> int:
        return self.count("community", "topics", f"{self.solved} AND state = 'solved' AND version = 2")

    def effects(self) -> Counts:
        return {
            **self.fact("community", "community.topic.solved.v1"),
            "copy at notify": self.count("notify", "topics", self.solved),
            "copy at knowledge": self.count("knowledge", "topics", "title LIKE ? AND solved"),
            **self.told("answer-accepted", "ben", "reply_id = ?", self.answer),
            "found": self.found(kind="topic", solved="yes"),
        }

    def mails(self) -> dict[str, str]:
        return self.letters("act = 'answer-accepted' AND reply_id = ?", self.answer)


class Publish(Operation):
    """Sue writes an article and publishes it at once: a draft in one transaction, and it is out in the next."""

    name, who = "publish an article", "sue"
    passes = (REQUEST, "knowledge", INDEX[1])  # the draft uses up the thread that writes documents, and is none
    done = (303, 412)  # 412: it was out already when it was sent again

    def begin(self) -> Form:
        fields = {
            "title": f"All about {self.word}",
            "summary": "What there is to know.",
            "category_id": self.home.ids["knowledge-quiet"],
            "audiences": "everyone",
            "language": "en",
            "body": "Rain helps.",
            "do": "publish",
            "form_key": self.word,
        }
        return Form("/staff/articles/new", fields)

    def things(self) -> int:
        return self.count("knowledge", "articles", "title LIKE ?")

    def happened(self) -> int:
        return self.count("knowledge", "articles", "title LIKE ? AND state = 'published' AND version = 2")

    def effects(self) -> Counts:
        fact = self.fact("knowledge", "knowledge.article.published.v1")
        return {**fact, "found": self.found(kind="article", language="en")}


class Register(Operation):
    """Somebody new asks for an account, and is mailed a link that confirms the address."""

    name, who = "register", "visitor"
    passes = (REQUEST, "accounts", "accounts-mail", "community", "knowledge", "notify")
    done = (200,)

    def begin(self) -> Form:
        fields = {"name": f"New {self.word}", "email": f"{self.word}@people.example", "form_key": self.word}
        return Form("/register", fields | {"password": "a long walk by the river"})

    def happened(self) -> int:
        return self.count("accounts", "users", "email LIKE ?")

    def effects(self) -> Counts:
        return {
            **self.fact("accounts", "accounts.user.registered.v1"),
            "copy at community": self.count("community", "people", "name LIKE ?"),
            "copy at knowledge": self.count("knowledge", "people", "name LIKE ?"),
            "copy at notify": self.count("notify", "users", "email LIKE ?"),
            "link": self.count("accounts", "links", "user_id IN (SELECT id FROM users WHERE email LIKE ?)"),
        }

    def mails(self) -> dict[str, str]:
        deliveries = "FROM deliveries WHERE person IN (SELECT id FROM users WHERE email LIKE ?)"
        rows = self.home.sinks.rows("accounts", f"SELECT id, state {deliveries}", self.like)
        return {f"<{id}@portal.example>": state for id, state in rows}


OPERATIONS = (Ask, Reply, Accept, Publish, Register)
