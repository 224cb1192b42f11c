"""Gunicorn as every process group runs it: few threads, a bounded queue, gone within seconds when asked."""

import gc
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from portalkit.afterwards import begin
from portalkit.arriving import InTime
from portalkit.garbage import pause, settle

# gthread with more than 4 threads collapses on SQLite now and then: the interpreter's lock is handed around.
OPTIONS = {
    "worker_class": "gthread",
    "workers": 2,
    "threads": 4,
    "keepalive": 75,
    "backlog": 256,
    "timeout": 30,
    "graceful_timeout": 3,
    "control_socket_disable": True,
    "loglevel": "warning",
    "limit_request_line": 4094,
    "limit_request_fields": 60,
}


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, create: Callable[[], Any], options: dict[str, Any]) -> None:
        self._create, self._options = create, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        app = self._create()
        settle()
        gc.set_threshold(20_000, 20, 20)
        if hasattr(app, "wsgi_app"):  # Flask's; the stream of notifications takes no bodies
            app.wsgi_app = InTime(app.wsgi_app)
        begin()
        return app


def _forget(_: Any, worker: Any) -> None:
    from portalkit.metrics import forget

    forget(worker.pid)


def serve(create: Callable[[], Any], host: str, port: int, **options: Any) -> None:
    """Serve what `create` makes, in each worker process anew, until SIGTERM."""
    settle()  # so that the processes go on sharing what was imported before they part
    pause()
    _Server(create, OPTIONS | {"bind": f"{host}:{port}", "child_exit": _forget} | options).run()
