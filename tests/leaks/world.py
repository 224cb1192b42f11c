"""A portal with things that not everybody may read, and the same portal without them.

Every thing has a name such as `article:own`; a world keeps the ids of those it has. What is in `hides` is there and
hidden; the rest of the things never was. A world that is `open_first` shows them to everybody until they are closed.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from support.portal import Portal

from accounts.model.session import hashed
from accounts.model.token import START, Token
from accounts.store import tokens
from accounts.store.tables import sessions
from leaks.people import PASSWORD, PEOPLE, THINGS
from portalkit.ids import new_id
from portalkit.viewer import VISITOR, Viewer

NEVER = "019af000-0000-7000-8000-000000000000"  # an id that no portal ever gave to anything


@dataclass
class World:
    """A portal with content. `ids` are those of the things there are, by name."""

    portal: Portal
    hides: frozenset[str] = THINGS
    open_first: bool = False
    ids: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)  # secrets of who is signed in

    def has(self, name: str) -> bool:
        """Whether something of this name is to be here: all that is open, and what this world hides."""
        return name not in THINGS or name in self.hides

    def id(self, name: str) -> str:
        """The id of a thing; of one that is not here, an id that never was."""
        return self.ids.get(name, NEVER)

    def names(self) -> dict[str, str]:
        """The names of things by their ids."""
        return {id: name for name, id in self.ids.items()} | {NEVER: "never"}

    def viewer(self, who: str) -> Viewer:
        """A person as services see them."""
        if who == "visitor":
            return VISITOR
        person = PEOPLE[who]
        built_in = {"everyone", "members"} | ({"staff"} if person.kind == "staff" else set())
        audiences = frozenset(built_in | set(person.circles))
        return Viewer(self.ids[f"person:{who}"], person.kind, frozenset(person.roles), audiences)

    def session(self, who: str) -> str:
        """The secret of a session of somebody, who signs in when first needed."""
        if who not in self.sessions:
            door = self.portal.gateway.test_client()
            known = {"email": f"{who}@people.example", "password": PASSWORD}
            made = door.post("/api/accounts/v1/sessions", base_url=self.portal.origin, json=known)
            assert made.status_code == 201, made.get_data(as_text=True)
            self.sessions[who], self.ids[f"session:{who}"] = made.json["token"], made.json["id"]
            # A proof of who one is holds ten minutes, which worlds on servers take: in all of them there is none.
            with self.portal.apps["accounts"].extensions["database"].transaction(counted=False) as tx:
                tx.execute(sessions.update().values(proven_at=None))
        return self.sessions[who]

    def token(self, who: str) -> str:
        """The secret of an API token of somebody, made when first needed."""
        secret = f"{START}{who}{'x' * 40}"
        with self.portal.apps["accounts"].extensions["database"].transaction(counted=False) as tx:
            if tokens.by_hash(tx, hashed(secret)) is None:
                ends = tx.now + timedelta(days=1)
                token = Token(new_id(), self.ids[f"person:{who}"], "x", ["read", "write"], tx.now, ends)
                tokens.add(tx, token, hashed(secret))
        return secret

    def settle(self) -> None:
        """Let every worker do all there is to do: first those whose pulses mails wait for."""
        self.portal.settle("accounts", "community")
        self.portal.settle()

    def do(self, who: str, service: str, method: str, path: str, body: Any = None) -> Any:
        """Do something that succeeds, whatever version there is; the answer."""
        viewer, version = self.viewer(who), {"If-Match": "*"}
        answer = self.portal.call(service, method, path, viewer, body, version)
        assert answer.status_code < 300, f"{method} {path} {json.dumps(body)}: {answer.get_data(as_text=True)}"
        return answer.json
