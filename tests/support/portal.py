"""The whole portal in this process: every app and worker for real, on a folder of its own, with time under control."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from werkzeug.test import Client as HttpClient
from werkzeug.test import TestResponse

from portalkit.ids import new_id
from portalkit.mail_mailbox import Mailbox
from portalkit.migrations import upgrade
from portalkit.settings import load
from portalkit.testing import eventually
from portalkit.testing.databases import give_back, place
from portalkit.tokens import key_at, mint
from portalkit.viewer import Viewer
from support import backends

SERVICES = ("accounts", "knowledge", "community", "notify")
EVERYBODY = frozenset({"everyone", "members", "staff"})
IMPORTER = Viewer("importer", "staff", frozenset({"administrator", "importer"}), EVERYBODY)
GATEWAY = Viewer("gateway", "gateway", audiences=frozenset())
ORIGIN = "http://127.0.0.1:8080"
LONGEST = 120  # seconds that a portal's workers may have to do
FAST = {"ACCOUNTS_PASSWORD_PROFILE": "test", "MICRO_CACHE_SECONDS": "0", "LOG_LEVEL": "error"}
FAST |= {"NEWCOMER_DAYS": "0", "MAILS_A_DAY": "0", "MAILS_A_WEEK": "0"}


@dataclass
class Portal:
    """A portal at `data_dir`. Workers work only when told to (`settle`), so a test decides what has arrived."""

    data_dir: Path
    environ: dict[str, str] = field(default_factory=dict)
    origin: str = ORIGIN

    def __post_init__(self) -> None:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        if not (compiled := self.data_dir / "templates").exists():
            compiled.symlink_to(_compiled_templates())
        self._places = {name: place(self.data_dir, name, migrations(name)) for name in (*SERVICES, "gateway")}
        places = {f"{name.upper()}_DATABASE_URL": url for name, url in self._places.items()}
        places |= backends.bus() | backends.search()
        self.environ = {"DATA_DIR": str(self.data_dir), "PUBLIC_ORIGIN": ORIGIN} | FAST | places | self.environ
        self.settings = {name: self._read(name) for name in (*SERVICES, "gateway")}
        self.apps = {name: import_module(f"{name}.app").create_app(self.settings[name]) for name in SERVICES}
        self.workers = {name: import_module(f"{name}.worker").create_worker(self.settings[name]) for name in SERVICES}
        self.key = key_at(self.data_dir / "keys" / "gateway.json")

    def _read(self, name: str) -> Any:
        return load(import_module(f"{name}.settings").Settings, name, self.environ)

    @cached_property
    def gateway(self) -> Any:
        """The gateway's app, over the services' in this process."""
        return import_module("gateway.app").create_app(self.settings["gateway"], self.apps)

    def settle(self, *names: str, mail: bool = True) -> None:
        """Let every worker, or those of `names`, do all there is to do; without `mail`, all but send it."""
        names = names or SERVICES
        workers = [self.workers[name] for name in names]
        apart = [step for worker in workers for name, step in worker.apart.items() if mail or name != "mail"]
        steps = [*(step for worker in workers for step in worker.steps), *apart]
        eventually(lambda: not sum(int(step()) for step in steps) and not self._travels(names), LONGEST, 0)

    def _travels(self, names: Iterable[str]) -> bool:
        """Whether a broker still has what was sent to one of `names`; the embedded bus hands over at once."""
        databases = {name: self.apps[name].extensions["database"] for name in SERVICES}
        return backends.ON_RABBITMQ and any(backends.on_its_way(databases, name) for name in names)

    def close(self) -> None:
        """Let everything go."""
        for worker in self.workers.values():
            worker.stop()
        for url in self._places.values():
            give_back(url)

    def call(
        self,
        service: str,
        method: str,
        path: str,
        viewer: Viewer,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """Call a service as the gateway would."""
        token = mint(self.key, service, viewer)
        sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": new_id(), **(headers or {})}
        more = {} if body is None else {"data" if isinstance(body, bytes) else "json": body}
        return self.apps[service].test_client(use_cookies=False).open(path, method=method, headers=sent, **more)

    def imports(self, service: str, noun: str, items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
        """Import `items`; their ids by external id."""
        answer = self.call(service, "POST", f"/v1/import/{noun}", IMPORTER, {"items": list(items)})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return {item["external_id"]: item["id"] for item in answer.json["items"]}

    def upload(self, service: str, path: str, viewer: Viewer, content: bytes = b"A note.") -> Any:
        """Send a file as the gateway would; what is told of it."""
        sent = {
            "Authorization": f"Bearer {mint(self.key, service, viewer)}",
            "Content-Type": "application/octet-stream",
        }
        answer = self.apps[service].test_client().post(path, headers=sent, data=content)
        assert answer.status_code < 300, answer.get_data(as_text=True)
        return answer.json

    def sign_in(self, email: str, password: str) -> "Browser":
        """A browser of a person who has signed in."""
        browser = Browser(self)
        answer = browser.post("/signin", {"email": email, "password": password})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return browser

    def mails(self) -> list[dict[str, Any]]:
        """Every mail that went out, oldest first, whole."""
        mailbox = Mailbox(self.data_dir / "mailbox.db", "portal@portal.example", "Saltmarsh")
        read = [mailbox.read(item["seq"]) for item in reversed(mailbox.list(1000))]
        mailbox.close()
        return [mail for mail in read if mail]


class Browser:
    """Somebody at the gateway: keeps cookies, and posts forms as a browser does."""

    def __init__(self, portal: Portal) -> None:
        self._client = HttpClient(portal.gateway)

    def get(self, path: str, **headers: str) -> TestResponse:
        """Open a page, as browsers do: at its own address, when it has moved there for good."""
        answer = self.ask(path, **headers)
        return self.ask(answer.headers["Location"], **headers) if answer.status_code == 301 else answer

    def ask(self, path: str, method: str = "GET", **headers: str) -> TestResponse:
        """Ask for an address, and take what is answered there."""
        return self._client.open(path, method=method, base_url=ORIGIN, headers=_dashes(headers))

    def post(self, path: str, form: Mapping[str, Any] | None = None, **headers: str) -> TestResponse:
        """Send a form from a page of the portal; the token of the session is added when there is one."""
        sent = {"csrf": self.csrf(), "form_key": new_id(), **(form or {})}
        own = {"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN}
        return self._client.post(path, base_url=ORIGIN, data=sent, headers=own | _dashes(headers))

    def csrf(self) -> str:
        """The token that the session's forms carry; empty for a visitor."""
        page = self.get("/account").get_data(as_text=True)
        _, found, rest = page.partition('name="csrf" value="')
        return rest.partition('"')[0] if found else ""


@cache
def _compiled_templates() -> Path:
    """Where the portals of this process keep compiled templates, which are checked before they are taken."""
    folder = Path(tempfile.mkdtemp(prefix="atrium-templates-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def migrations(name: str) -> Callable[[Engine], None]:
    """What makes a service's tables, as an operator does; the same each time, so that it is done once."""
    return partial(upgrade, name)


def _dashes(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
