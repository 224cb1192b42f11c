"""Answers that stand in memory as a whole, as nearly all of ours do."""

from collections.abc import Iterable
from typing import Any

from flask import Response

BODILESS = (204, 304)


class Whole(Response):
    """A response whose headers and body go out as they are.

    Werkzeug's own looks through the headers for what it has to complete, and wraps the body to be told of its end: two
    percent of a page of three services.
    """

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, as every WSGI app does."""
        plain = self.status_code >= 200 and self.status_code not in BODILESS and environ["REQUEST_METHOD"] != "HEAD"
        if not plain or self._on_close or not self.is_sequence or "Location" in self.headers:
            return super().__call__(environ, start_response)
        start_response(self.status, self.headers.to_wsgi_list())
        return self.response  # type: ignore[return-value]
