"""The demonstration's content in a portal of this process, searched by somebody from whom nothing is kept."""

import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from support.furnished import furnish
from support.portal import EVERYBODY, Portal

from portalkit.viewer import Viewer

ROOT = Path(__file__).resolve().parents[2]


@cache
def seeding() -> Any:
    """deploy/demo/seed.py as a module."""
    spec = importlib.util.spec_from_file_location("demo_seed", ROOT / "deploy" / "demo" / "seed.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Shop:
    """The portal at `data_dir` with all of the content."""

    def __init__(self, data_dir: Path) -> None:
        there, seed = furnish(data_dir), seeding()
        self.portal = Portal(data_dir)

        def ask(service: str, method: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
            sent = {"data": body} if isinstance(body, bytes) else {"json": body}
            answer = self.portal.apps[service].test_client().open(path, method=method, headers=headers, **sent)
            return answer.status_code, answer.json

        if not there:
            list(seed.seed_once(self.portal.settings["gateway"], ask))
            self.portal.settle(mail=False)
        audiences = self.portal.call("accounts", "GET", "/v1/audiences", _administrator(EVERYBODY)).json["items"]
        self._reader = _administrator(EVERYBODY | {each["id"] for each in audiences})
        things = [*seed.load("articles"), *seed.load("topics")]
        self._named = {thing["title"]: thing["external_id"] for thing in things}

    def search(self, words: str) -> list[str]:
        """External ids of what is found, the best first; a page of a file counts for the article it belongs to."""
        path = f"/internal/v1/pages/search?q={quote(words)}"
        hits = self.portal.call("knowledge", "GET", path, self._reader).json["hits"]
        titles = [hit["article"]["name"] if hit["kind"] == "file" else hit["title"] for hit in hits]
        return list(dict.fromkeys(self._named[title] for title in titles))

    def close(self) -> None:
        """Let everything go."""
        self.portal.close()


def _administrator(audiences: frozenset[str]) -> Viewer:
    return Viewer("importer", "staff", frozenset({"administrator", "author", "moderator"}), audiences)
