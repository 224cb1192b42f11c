"""Stylesheets, scripts, icons and the font: read once, named after their content, and kept by browsers for a year."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import Flask, Response, request

from gateway.arrivals import bare
from portalkit.errors import Missing

FOLDER = Path(__file__).parent / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}
SQUEEZED = (".js", ".css", ".svg")
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"


@dataclass
class StaticFile:
    """One file, as it is and compressed."""

    path: Path
    body: bytes

    @cached_property
    def digest(self) -> str:
        """A short hash of the content."""
        return hashlib.sha256(self.body).hexdigest()[:12]

    @cached_property
    def squeezed(self) -> bytes | None:
        """The content in gzip, where that makes it smaller."""
        return gzip.compress(self.body, 9, mtime=0) if self.path.suffix in SQUEEZED else None

    @property
    def type(self) -> str:
        """Its media type."""
        return TYPES.get(self.path.suffix) or mimetypes.guess_type(self.path.name)[0] or "application/octet-stream"


class StaticFiles:
    """Every file under `static/`, by its address. What is not there when the process starts does not exist."""

    def __init__(self, folder: Path = FOLDER) -> None:
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        self._files = {path.relative_to(folder).as_posix(): StaticFile(path, path.read_bytes()) for path in paths}
        self._addresses = {name: f"/static/{name}?v={file.digest}" for name, file in self._files.items()}

    @property
    def release(self) -> str:
        """A hash that changes with any of the files."""
        return hashlib.sha256("".join(file.digest for file in self._files.values()).encode()).hexdigest()[:12]

    def address(self, name: str) -> str:
        """Where browsers find `name`. Raises KeyError, so that a template cannot name a file that is not there."""
        return self._addresses[name]

    def register(self, app: Flask) -> None:
        """Serve the files under /static/."""
        # At the root, as a worker reaches only pages beside and below its own address.
        app.add_url_rule(
            "/push-worker.js", endpoint="push-worker", view_func=bare(lambda: self.serve("push-worker.js"))
        )
        app.add_url_rule("/static/<path:name>", endpoint="static", view_func=bare(lambda name: self.serve(name)))

    def serve(self, name: str) -> Response:
        """One file. Raises Missing."""
        file = self._files.get(name)
        if file is None:
            raise Missing()
        known = request.args.get("v") == file.digest
        headers = {"Cache-Control": FOR_GOOD if known else FOR_AN_HOUR, "ETag": f'"{file.digest}"'}
        if request.if_none_match.contains(file.digest):
            return Response(status=304, headers=headers)
        body = file.body
        if file.squeezed is not None:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in request.headers.get("Accept-Encoding", ""):
                body = file.squeezed
                headers |= {"Content-Encoding": "gzip", "ETag": f'"{file.digest}-gz"'}
        return Response(body, headers=headers, content_type=file.type)
