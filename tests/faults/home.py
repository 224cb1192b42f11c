"""A portal with people in it, ready for one operation after the other."""

import random
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from faults.broker import Broker
from faults.browser import PASSWORD, Form, Person
from faults.caller import Caller
from faults.cluster import Cluster
from faults.house import House
from faults.sinks import SERVICES, Sinks
from portalkit.ids import new_id
from portalkit.settings import load
from portalkit.testing import eventually
from portalkit.tokens import key_at, mint
from portalkit.viewer import Viewer

IMPORTER = Viewer("importer", "staff", frozenset({"importer"}), frozenset({"everyone", "members", "staff"}))
DAY = "2026-01-05T08:00:00+00:00"
PEOPLE = {"ann": ("customer", []), "ben": ("customer", []), "fay": ("customer", []), "sue": ("staff", ["author"])}
SETTLES_WITHIN = 40.0


class NotSettled(AssertionError):
    """Something waits still that nobody will see to."""


class Home:
    """Ann asks, Ben answers, Fay follows the category `followed`, Sue writes articles."""

    def __init__(
        self, data_dir: Path, broker: Broker | None = None, cluster: Cluster | None = None, **environ: str
    ) -> None:
        self.broker, self.cluster = broker, cluster
        for server in (broker, cluster):
            environ |= server.environ if server else {}
        self.house = House(data_dir, **environ).start()
        self._apps: dict[str, Any] = {}
        self._words = random.Random(data_dir.name)
        self._seen: dict[int, tuple[str, str]] | None = None
        try:
            self._move_in()
        except BaseException:
            self.house.stop()
            raise

    def _move_in(self) -> None:
        people = self._import("accounts", "users", [_person(name, *kind) for name, kind in PEOPLE.items()])
        self.ids = {name: people[name] for name in PEOPLE}
        for service in ("community", "knowledge"):
            for name, id in self._import(service, "categories", _categories()).items():
                self.ids[f"{service}-{name}"] = id
        databases = {name: self.cluster.url(name) for name in SERVICES} if self.cluster else None
        self.sinks = Sinks(self.house.data_dir, self.broker.behind if self.broker else None, databases)
        self.people = {name: Person(self.house, f"{name}@people.example") for name in PEOPLE}
        self.people["visitor"] = Person(self.house)
        self.act("fay", Form(f"/categories/{self.ids['community-followed']}/follow", {"on": "1"}))
        self.settle()

    def word(self) -> str:
        """A word that stands nowhere else, and resembles none that does."""
        return "".join(self._words.choices("bcdfghjklmnpqrstvwxz", k=14))

    def topic_with_reply(self, word: str) -> tuple[str, str]:
        """Ids of an older topic of Ann's with `word` in its title, and of Ben's reply in it."""
        item = _topic(word, self.ids)
        topic = self._import("community", "topics", [item])[word]
        [(reply,)] = self.sinks.rows("community", "SELECT id FROM replies WHERE topic_id = ?", topic)
        return topic, reply

    def act(self, who: str, form: Form) -> None:
        """Do something that nobody disturbs."""
        line = self.people[who].line()
        status = line.send(form)
        line.close()
        assert status == 303, f"{form.path}: {status}"

    def warm(self) -> None:
        """Let the index writer begin: its threads are there from the first write on.

        By what a person does over there: a build of which only those processes are broken brings it to its end.
        """
        fields = {"category_id": self.ids["community-quiet"], "title": f"About {self.word()}", "body": "What is it?"}
        self.act("ann", Form("/topics/new", fields | {"form_key": self.word()}))
        self.settle()

    def pulses(self) -> int:
        """How many signs of life the services have sent so far."""
        return self.sinks.count("bus", "SELECT count(*) FROM log WHERE type LIKE '%.pulse.sent.v1'")

    def at_rest(self) -> bool:
        """Whether nothing is on its way, and the worker has slept since that was so."""
        now = self.house.naps()
        slept = bool(now) and now == self._seen and all(state == "S" for state, _ in now.values())
        self._seen = None if self.sinks.waiting() else now
        return slept

    def look_anew(self) -> None:
        """Forget how the worker slept before what comes now."""
        self._seen = None

    def settle(self, seconds: float = SETTLES_WITHIN) -> None:
        """Wait until all that is to happen has happened. Raises NotSettled."""
        self.look_anew()
        try:
            eventually(self.at_rest, seconds)
        except AssertionError as fault:
            raise NotSettled(f"it does not settle; there still wait: {self.sinks.waiting()}") from fault

    def drained(self, seconds: float) -> float:
        """Wait until every fact has had its effects; how many seconds that took. Raises NotSettled."""
        began = time.monotonic()
        try:
            eventually(lambda: not self.sinks.on_the_way(), seconds, 0.05)
        except AssertionError as fault:
            raise NotSettled(f"facts are still on their way: {self.sinks.on_the_way()}") from fault
        return round(time.monotonic() - began, 1)

    def command(self, service: str, *words: str) -> str:
        """What a command of a service prints."""
        command = [sys.executable, "-m", service, *words]
        done = subprocess.run(command, env=self.house.environ, check=True, capture_output=True, text=True)
        return done.stdout

    def republish(self) -> None:
        """Have every service send all of its facts once more."""
        for service in SERVICES:
            self.command(service, "republish", "--since", "1d")

    def session(self, who: str) -> str:
        """The token of a new session of somebody, for the public API."""
        caller = Caller(self.house.port)
        answer = caller.post("/api/accounts/v1/sessions", {"email": f"{who}@people.example", "password": PASSWORD})
        caller.close()
        assert answer.status == 201, f"{who} got no session: {answer.status}"
        return str(answer.json["token"])

    def close(self) -> None:
        """End everything."""
        self.sinks.close()
        self.house.stop()

    def _import(self, service: str, noun: str, items: list[dict[str, Any]]) -> dict[str, str]:
        """Import through the service's own app, here; the worker over there is woken all the same."""
        app = self._apps.get(service)
        if app is None:
            module = import_module(f"{service}.settings")
            settings = load(module.Settings, service, self.house.environ)
            app = self._apps[service] = import_module(f"{service}.app").create_app(settings)
        token = mint(key_at(self.house.data_dir / "keys" / "gateway.json"), service, IMPORTER)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": new_id()}
        answer = app.test_client().post(f"/v1/import/{noun}", json={"items": items}, headers=headers)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return {item["external_id"]: item["id"] for item in answer.json["items"]}


def _person(name: str, kind: str, roles: list[str]) -> dict[str, Any]:
    return {
        "external_id": name,
        "name": name.title(),
        "email": f"{name}@people.example",
        "kind": kind,
        "roles": roles,
        "password": PASSWORD,
    }


def _categories() -> list[dict[str, Any]]:
    return [{"external_id": name, "name": name, "audiences": ["everyone"]} for name in ("followed", "quiet")]


def _topic(word: str, ids: dict[str, str]) -> dict[str, Any]:
    reply = {"external_id": f"{word}-1", "author_id": ids["ben"], "written_at": DAY, "body": "Have you tried rain?"}
    return {
        "external_id": word,
        "title": f"About {word}",
        "category": "quiet",
        "author_id": ids["ann"],
        "asked_at": DAY,
        "body": "What is it?",
        "replies": [reply],
    }
