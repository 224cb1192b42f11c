"""A portal with people of every kind, where things are made anew whenever a test needs some to attack."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from itertools import count
from typing import Any

from sqlalchemy import select
from support.portal import GATEWAY, ORIGIN, SERVICES, Browser, Portal
from support.pushing import Browser as Push

from gateway.settings import Settings
from knowledge.store import outside
from portalkit import rights
from portalkit.backends import open_database
from portalkit.ids import new_id
from portalkit.settings import load
from portalkit.tables import inbox, outbox
from portalkit.tokens import mint
from portalkit.viewer import VISITOR, Viewer
from security.exchanged import exchanged
from security.held import hold_on
from security.noted import noted
from security.ways_in import ways_in

PASSWORD = "plums grow on mountain roads"
NEVER = "019af000-0000-7000-8000-000000000000"  # an id that was never given to anything
CUSTOMERS = ("owner", "peer", "insider")  # who wrote the open things, who did not, who alone is in audience a1
STAFF = {"staff": (), "editor": ("author",), "moderator": ("moderator",)}
STAFF |= {"reviewer": ("reviewer",), "administrator": ("administrator",), "importer": ("importer",)}
MEMBERS = ("owner", "peer", *STAFF)
CALLERS = ("nobody", "wrong", "visitor", *MEMBERS, "gateway")
SIBLING = {"accounts": "knowledge", "knowledge": "community", "community": "notify", "notify": "notify-live"}


@dataclass
class Scene:
    """The portal, and who there is."""

    portal: Portal
    ids: dict[str, str] = field(default_factory=dict)
    numbers: count = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        rule = {"external_id": "inside", "name": "Inside", "description": "", "rule": {"products": ["inside"]}}
        assert self.portal.imports("accounts", "audiences", [rule]) == {"inside": "a1"}
        people = [self._person(name, "customer", ()) for name in CUSTOMERS]
        people += [self._person(name, "staff", roles) for name, roles in STAFF.items()]
        self.ids |= self.portal.imports("accounts", "users", people)
        self.shelve("open", ["everyone"])
        self.shelve("closed", ["a1"])
        self.portal.settle()

    @staticmethod
    def _person(name: str, kind: str, roles: tuple[str, ...]) -> dict[str, Any]:
        inside = {"products": ["inside"]} if name == "insider" else {}
        known = {"external_id": name, "name": name.title(), "email": f"{name}@people.example", "password": PASSWORD}
        return known | {"kind": kind, "roles": list(roles), "attributes": inside}

    def shelve(self, id: str, audiences: list[str], **more: str) -> None:
        """A category of this name at both services that have categories."""
        item = {"external_id": id, "name": id, "audiences": audiences} | more
        for service in ("knowledge", "community"):
            self.ids[f"{service} {id}"] = self.portal.imports(service, "categories", [item])[id]

    def viewer(self, name: str) -> Viewer:
        """Somebody as services see them."""
        if name in ("visitor", "gateway"):
            return VISITOR if name == "visitor" else GATEWAY
        kind = "staff" if name in STAFF else "customer"
        audiences = {"everyone", "members"} | ({"staff"} if kind == "staff" else set())
        audiences |= {"a1"} if name == "insider" else set()
        return Viewer(self.ids[name], kind, frozenset(STAFF.get(name, ())), frozenset(audiences))

    def call(self, who: str, service: str, method: str, path: str, body: Any = None) -> Any:
        """Call a service; `nobody` has no token, and `wrong` an administrator's one for another service."""
        headers = {"If-Match": "*"}
        if who == "nobody":
            headers["Authorization"] = ""
        if who == "wrong":
            token = mint(self.portal.key, SIBLING[service], self.viewer("administrator"))
            headers["Authorization"] = f"Bearer {token}"
        viewer = VISITOR if who in ("nobody", "wrong") else self.viewer(who)
        return self.portal.call(service, method, path, viewer, body, headers)

    def topic(self, author: str, category: str, audiences: list[str] = [], **texts: Any) -> dict[str, str]:  # noqa: B006
        """A topic just asked by somebody, with one reply of theirs."""
        name, now, by = f"t{next(self.numbers)}", datetime.now(UTC).isoformat(), self.ids[author]
        answer = {"external_id": "r", "author_id": by, "written_at": now, "body": texts.pop("reply", "Like this.")}
        item = {"external_id": name, "title": "How?", "body": "Tell me.", "category": category, "audiences": audiences}
        item |= {"author_id": by, "asked_at": now, "replies": [answer]} | texts
        id = self.portal.imports("community", "topics", [item])[name]
        replies = self.call("insider", "community", "GET", f"/v1/topics/{id}/replies").json["items"]
        return {"topic": id, "reply": replies[0]["id"]}

    def decision(self, kind: str) -> str:
        """That a reply of who wrote it is hidden; its id."""
        things = self.topic("owner", "open") if kind == "open" else self.topic("insider", "closed")
        audiences = frozenset({"everyone", "members", "staff", "a1"})
        keeper, path = Viewer(new_id(), "staff", frozenset({"moderator"}), audiences), f"/v1/replies/{things['reply']}"
        version, reason = {"If-Match": "*"}, {"hidden": True, "reason": "An advertisement."}
        assert self.portal.call("community", "PUT", f"{path}/hidden", keeper, reason, version).status_code == 200
        page = self.portal.call("community", "GET", f"/internal/v1/pages/reply/{things['reply']}", keeper)
        return str(page.json["reply"]["decision_id"])

    def contest(self, category: str) -> str:
        """A contest in a category; its id."""
        keeper = Viewer(new_id(), "staff", frozenset({"moderator"}), frozenset({"everyone", "members", "staff", "a1"}))
        body = {"title": "Autumn", "body": "Help.", "category_id": category, "kinds": ["answered"]}
        body |= {"starts_at": "2026-01-01T00:00:00Z", "ends_at": "2999-01-01T00:00:00Z"}
        return str(self.portal.call("community", "POST", "/v1/contests", keeper, body).json["id"])

    def article(self, category: str, audiences: list[str], **texts: Any) -> str:
        """A published article."""
        name, day = f"a{next(self.numbers)}", "2026-01-01T00:00:00+00:00"
        item = {"external_id": name, "title": "Pump", "summary": "", "body": "It pumps.", "category": category}
        item |= {"audiences": audiences, "author_id": self.ids["editor"], "published_at": day, "updated_at": day}
        return self.portal.imports("knowledge", "articles", [item | texts])[name]

    def comment(self, who: str, article: str) -> str:
        """What somebody says under an article; the id."""
        said = self.call(who, "knowledge", "POST", f"/v1/articles/{article}/comments", {"body": "It does."})
        return str(said.json["id"])

    def comment_decision(self, kind: str) -> str:
        """That a comment of who wrote it is hidden; its id."""
        article = self.article(kind, ["everyone"] if kind == "open" else ["a1"])
        path = f"/v1/comments/{self.comment('owner' if kind == 'open' else 'insider', article)}"
        audiences = frozenset({"everyone", "members", "staff", "a1"})
        keeper = Viewer(new_id(), "staff", frozenset({"moderator"}), audiences)
        version, reason = {"If-Match": "*"}, {"hidden": True, "reason": "An advertisement."}
        assert self.portal.call("knowledge", "PUT", f"{path}/hidden", keeper, reason, version).status_code == 200
        page = self.portal.call("knowledge", "GET", path.replace("/v1/comments", "/internal/v1/pages/comment"), keeper)
        return str(page.json["comment"]["decision_id"])

    def file(self, article: str) -> dict[str, str]:
        """A file of an article, and its version."""
        made = self.portal.upload(
            "knowledge", f"/internal/v1/articles/{article}/files?name=a.txt", self.viewer("editor")
        )
        listed = self.call("editor", "knowledge", "GET", f"/internal/v1/pages/staff/article/{article}/files").json
        return {"file": made["id"], "version": listed["files"][0]["versions"][0]["id"]}

    def snippet(self) -> str:
        """A snippet; its id."""
        kept = {"kind": "snippet", "name": f"s-{next(self.numbers)}", "body": "Switch it off."}
        return str(self.call("editor", "knowledge", "POST", "/v1/stock", kept).json["id"])

    def link(self, article: str) -> str:
        """A link of an article to another site; its id."""
        database = open_database(self.portal.settings["knowledge"], "knowledge")
        with database.transaction() as tx:
            outside.replace(tx, {article: {f"https://elsewhere.example/{article}"}})
            row = next(iter(tx.rows(outside.OF_ARTICLES, ids=[article])))
        database.close()
        return str(row.link_id)

    def session(self, who: str) -> str:
        """A session that somebody has just begun; its id."""
        ip = f"2001:db8:{next(self.numbers):x}::1"  # another network each time, so that no limit is met
        known = {"email": f"{who}@people.example", "password": PASSWORD, "device": "A test", "ip": ip}
        made = self.portal.call("accounts", "POST", "/internal/v1/sessions", GATEWAY, known)
        return made.json["sid"]

    def organisation(self, who: str) -> dict[str, str]:
        """A company that somebody administers, with one more member and an invitation; their ids."""
        name = f"o{next(self.numbers)}"
        member = self.portal.imports("accounts", "users", [self._person(name, "customer", ()) | {"password": None}])
        members = [{"user_id": self.ids[who], "role": "administrator"}, {"user_id": member[name]}]
        item = {"external_id": name, "name": name, "kind": "company", "members": members}
        id = self.portal.imports("accounts", "organisations", [item])[name]
        page = self.call(who, "accounts", "GET", f"/internal/v1/pages/organisation?id={id}").json
        invited = {"email": f"{name}-x@people.example"}
        sent = self.call(who, "accounts", "POST", f"/v1/organisations/{id}/invitations", invited)
        membership = next(one["id"] for one in page["members"] if one["user_id"] == member[name])
        return {"organisation": id, "membership": membership, "invitation": sent.json["id"]}

    def wish(self, who: str) -> str:
        """A change of somebody's profile that waits; its id."""
        wanted, read = {"legal_name": f"l{next(self.numbers)}"}, {"If-Match": "*"}
        sent = self.portal.call("accounts", "PATCH", "/v1/me/profile", self.viewer(who), wanted, read)
        return str(sent.json["wishes"][0]["id"])

    def persona(self) -> str:
        """A persona; its id."""
        told = {"name": f"p{next(self.numbers)}", "audience_id": "members", "needs": [], "tasks": []}
        made = self.call("administrator", "accounts", "POST", "/v1/personas", told).json
        return str(made["id"])

    def letter(self, service: str) -> str:
        """An event that a service has given up; its id."""
        id, database = new_id(), open_database(self.portal.settings[service], service)
        with database.transaction() as tx:
            row = {"id": id, "type": "unreadable", "body": "?", "state": "parked", "attempts": 0, "last_error": "?"}
            tx.execute(inbox.insert().values(**row, next_at=tx.now, received_at=tx.now))
        database.close()
        return id

    def export(self, service: str, who: str) -> str:
        """A part of somebody's export that lies ready; the export's id."""
        id, database = new_id(), open_database(self.portal.settings[service], service)
        with database.transaction() as tx:
            rights.export(tx, rights.held(service), self.ids[who], id)
        database.close()
        return id

    def place(self, who: str) -> str:
        """A browser of somebody's that is told what happens."""
        data = Push().subscribed(f"https://push.example/{new_id()}")
        body = {"channel": "push", "name": "Firefox", "data": data}
        return str(self.call(who, "notify", "POST", "/internal/v1/places", body).get_json()["id"])

    def things(self, service: str, kind: str, wanted: Collection[str]) -> dict[str, str]:
        """The sorts of things that are `wanted`: `open` ones of the owner, `closed` ones of who is inside, or none."""
        names = ("topic", "reply", "decision", "category", "article", "audience", "user", "session", "letter")
        names += ("export", "file", "version", "person", "stock", "comment", "link", "browser", "passkey")
        names += ("organisation", "membership", "invitation", "contest", "place", "message", "reward", "redemption")
        names += ("wish", "token", "address", "persona", "hold", "note")
        if kind == "missing":
            return dict.fromkeys(names, NEVER)
        made = {
            "user": self.ids["peer"],
            "person": self.ids["peer"],
            "audience": "a1",
            "message": NEVER,
            "address": NEVER,
            "category": self.ids.get(f"{service} {kind}", NEVER),
        }
        if service == "community":  # where who has written something is known
            made["person"] = self.ids["owner" if kind == "open" else "insider"]
        if {"topic", "reply", "note"}.intersection(wanted) or ("person" in wanted and service == "community"):
            made |= self.topic("owner", "open") if kind == "open" else self.topic("insider", "closed")
        if "note" in wanted:
            made["note"] = noted(self.portal, made["topic"], self.ids["moderator"])
        if "contest" in wanted:
            made["contest"] = self.contest(made["category"])
        if service == "community" and {"message", "reward", "redemption"}.intersection(wanted):
            made |= exchanged(self.portal, self.ids, "owner" if kind == "open" else "insider")
        if "decision" in wanted:
            made["decision"] = self.decision(kind) if service == "community" else self.comment_decision(kind)
        if {"article", "file", "version", "comment", "link"}.intersection(wanted):
            made["article"] = self.article(kind, ["everyone"] if kind == "open" else ["a1"])
        if {"file", "version"}.intersection(wanted):
            made |= self.file(made["article"])
        if "comment" in wanted:
            made["comment"] = self.comment("owner" if kind == "open" else "insider", made["article"])
        if "link" in wanted:
            made["link"] = self.link(made["article"])
        if "session" in wanted:
            made["session"] = self.session("owner" if kind == "open" else "insider")
        if {"browser", "passkey", "token"}.intersection(wanted):
            made |= ways_in(self.portal, self.ids["owner" if kind == "open" else "insider"])
        if "stock" in wanted:
            made["stock"] = self.snippet()
        if "export" in wanted:
            made["export"] = self.export(service, "owner" if kind == "open" else "insider")
        if "organisation" in wanted:
            made |= self.organisation("owner" if kind == "open" else "insider")
        if "place" in wanted:
            made["place"] = self.place("owner" if kind == "open" else "insider")
        if "wish" in wanted:
            made["wish"] = self.wish("owner" if kind == "open" else "insider")
        if "persona" in wanted:
            made["persona"] = self.persona()
        if "hold" in wanted:
            made["hold"] = hold_on(self, made["user"])
        if "letter" in wanted:
            made["letter"] = self.letter(service)
        return made

    @cached_property
    def browsers(self) -> dict[str, Browser]:
        """Everybody, signed in at the gateway."""
        everybody = (*CUSTOMERS, *STAFF)
        return {name: self.portal.sign_in(f"{name}@people.example", PASSWORD) for name in everybody}

    def settings(self, **environ: str) -> Any:
        """The gateway's settings, some of them others."""
        return load(Settings, "gateway", self.portal.environ | environ)

    def rows(self) -> dict[str, list[Any]]:
        """Every row of every service, but for what only tells that somebody was here."""
        found = {}
        for service in SERVICES:
            database = open_database(self.portal.settings[service], service)
            tables = import_module(f"{service}.store.tables").metadata.tables.values()
            with database.reading() as db:
                for table in tables:
                    kept = [column for column in table.c if column.name not in ("seen_at", "heard_at")]
                    if table.name != "reaches":
                        found[f"{service} {table.name}"] = [tuple(row) for row in db.rows(select(*kept))]
                found[f"{service} outbox"] = [tuple(row) for row in db.rows(select(outbox.c.id, outbox.c.type))]
            database.close()
        return found


__all__ = ["CALLERS", "MEMBERS", "NEVER", "ORIGIN", "PASSWORD", "STAFF", "Scene"]
