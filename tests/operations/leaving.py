"""Somebody who is about to leave a portal, and where anything of them still stands."""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import inspect
from support import backends
from support.backends import ON_POSTGRES
from support.portal import SERVICES, Browser, Portal

from portalkit.viewer import Viewer

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "seven herons over the tarn"
NAME, EMAIL, TRAIT = "Quillon Zephyrbrook", "quillon.zephyrbrook@wadden.example", "left-handed-otter"
ELSEWHERE = "crm-otterholt-7734"  # what another system calls them
CANARIES = (NAME, "zephyrbrook", TRAIT, ELSEWHERE)
AROUND = frozenset({"everyone", "members"})


def peopled(portal: Portal) -> dict[str, str]:
    """Somebody who is about to leave, and somebody who stays; both have an account and have written something."""
    items = [
        _person(ELSEWHERE, NAME, EMAIL, {"custom": {"hand": TRAIT}}),
        _person("berit", "Berit Lund", "berit@wadden.example", {}),
        _person("root", "Root", "root@wadden.example", {}) | {"kind": "staff", "roles": ["administrator"]},
    ]
    ids = portal.imports("accounts", "users", [item | {"password": PASSWORD} for item in items])
    ids["quillon"] = ids.pop(ELSEWHERE)
    portal.settle()
    category = {"external_id": "c", "name": "Pumps", "audiences": ["everyone"]}
    forum = portal.imports("community", "categories", [category])["c"]
    asked = do(portal, ids["berit"], "community", "POST", "/v1/topics", _topic(forum))
    do(portal, ids["quillon"], "community", "PUT", f"/v1/topics/{asked['id']}/following", {"following": True})
    do(portal, ids["berit"], "community", "PUT", f"/v1/topics/{asked['id']}/following", {"following": True})
    portal.settle("accounts", "community")
    reply = {"body": "Rinse the electrode, then wait."}
    do(portal, ids["quillon"], "community", "POST", f"/v1/topics/{asked['id']}/replies", reply)
    do(portal, ids["berit"], "community", "POST", f"/v1/topics/{asked['id']}/replies", {"body": "Thank you."})
    portal.settle("accounts", "community")
    portal.settle()
    return ids | {"topic": asked["id"]}


def _person(external_id: str, name: str, email: str, attributes: dict[str, Any]) -> dict[str, Any]:
    return {"external_id": external_id, "name": name, "email": email, "kind": "customer", "attributes": attributes}


def _topic(forum: str) -> dict[str, Any]:
    return {"category_id": forum, "title": "The pump hums", "body": "Since Monday.", "audiences": []}


def do(portal: Portal, who: str, service: str, method: str, path: str, body: Any = None) -> Any:
    """What a service answers to somebody, who may."""
    answer = portal.call(service, method, path, Viewer(who, "customer", frozenset(), AROUND), body, {"If-Match": "*"})
    assert answer.status_code < 300, answer.get_data(as_text=True)
    return answer.json


def traces(portal: Portal) -> set[str]:
    """Where a canary stands: in a row of any service, or in a file of the portal."""
    found = set()
    for service, app in portal.apps.items():
        database = app.extensions["database"]
        for table in inspect(database.engine).get_table_names():
            with database.engine.connect() as connection:
                rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            found |= {f"{service}.{table}" for row in rows for value in row if names_them(_plain(value))}
    files = [path for path in portal.data_dir.rglob("*") if path.is_file() and not path.is_symlink()]
    return found | {str(path.relative_to(portal.data_dir)) for path in files if names_them(path.read_bytes())}


def _plain(value: Any) -> bytes:
    if isinstance(value, bytes) and value[:2] == b"\x1f\x8b":
        return gzip.decompress(value)
    return value if isinstance(value, bytes) else str(value).encode()


def names_them(content: bytes) -> bool:
    """Whether a canary is in it."""
    return any(word.lower().encode() in content.lower() for word in CANARIES)


def leave(portal: Portal, browser: Browser | None = None) -> tuple[Browser, str]:
    """Ask to be erased, as a browser does; where the receipt is."""
    browser = browser or portal.sign_in(EMAIL, PASSWORD)
    answer = browser.post("/account/erase", {"word": "Erase"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return browser, answer.headers["Location"]


def receipt(portal: Portal, address: str) -> tuple[str, set[str]]:
    """What the receipt says: the state, and which services have answered."""
    secret = address.partition("token=")[2]
    gateway = Viewer("gateway", "gateway", audiences=frozenset())
    told = portal.call("accounts", "POST", "/internal/v1/receipts/look", gateway, {"receipt": secret}).json
    return told["state"], {part["service"] for part in told["parts"] if part["answered_at"]}


def brought_back(portal: Portal, person: str, folder: Path) -> tuple[str, Portal]:
    """A portal from a backup of before somebody left, beside the journal that says so; and what the restore said."""
    kept, moved = folder / "backup", folder / "moved"
    before, elsewhere = _databases(portal), backends.databases(*SERVICES, "gateway")
    _operate(portal.data_dir, before, "backup", kept)
    do(portal, person, "accounts", "POST", "/v1/me/erasure", {"password": PASSWORD})
    portal.settle()
    shutil.copytree(portal.data_dir / "erased", moved / "erased")  # all that is left of the machine
    said = _operate(moved, elsewhere, "restore", kept)
    return said, Portal(moved, elsewhere)


def _databases(portal: Portal) -> dict[str, str]:
    """Where its databases are, if not in its folder."""
    return {name: portal.environ[name] for name in portal.environ if name.endswith("_DATABASE_URL") and ON_POSTGRES}


def _operate(data_dir: Path, databases: dict[str, str], *words: object) -> str:
    """Run deploy/backup.py over a portal's folder and databases; what it says."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(ROOT / "deploy" / "backup.py"), *map(str, words)],
        env=kept | databases | {"DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
