"""Logs: one JSON line per thing that happened, to stdout, each with the request it belongs to. No names, no secrets."""

import logging
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any, TextIO, cast

import orjson
import structlog
from structlog.tracebacks import ExceptionDictTransformer

TRACES = ExceptionDictTransformer(show_locals=False)  # locals hold what people typed
SECRET = ("password", "token", "secret", "authorization", "cookie", "ticket")


def set_up(level: str = "info", service: str = "") -> None:
    """Send structlog's and the libraries' lines to stdout as JSON, from `level` up."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(TRACES),
            redact,
            structlog.processors.JSONRenderer(serializer=_dumps),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(file=cast(TextIO, _Lines(sys.stdout))),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Through()], force=True)
    if service:
        structlog.contextvars.bind_contextvars(process=service)


def redact(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank whatever is named like a secret."""
    for name in line:
        if any(word in name.lower() for word in SECRET):
            line[name] = "…"
    return line


def _dumps(line: dict[str, Any], **_: Any) -> str:
    return orjson.dumps(line, default=str).decode()


class _Lines:
    """Where lines go. One that nobody can take, as on a full disk, is lost; what it tells of goes on."""

    LOST = (OSError, ValueError)  # ValueError: the file has been closed, as at the end of a process

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(*self.LOST):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(*self.LOST):
            self._file.flush()


class _Through(logging.Handler):
    """Lines of libraries that use the standard library's logging."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass one line on, with its traceback."""
        log = structlog.get_logger(record.name)
        log.log(record.levelno, record.getMessage(), exc_info=record.exc_info)
