"""The gateway and every service's app in the same gunicorn workers: a page costs no socket."""

import os
from importlib import import_module
from typing import Any

from portalkit import garbage

garbage.pause()
from portalkit import logs  # noqa: E402
from portalkit.backends import backends  # noqa: E402
from portalkit.server import serve  # noqa: E402

SERVICES = ("accounts", "knowledge", "community", "notify")


def create() -> Any:
    """The gateway's app over the services' apps."""
    from gateway.app import create_app
    from gateway.settings import read

    settings = read()
    logs.set_up(settings.log_level, "web")
    return create_app(settings, {name: import_module(f"{name}.app").create_app() for name in SERVICES})


if __name__ == "__main__":
    import structlog

    from gateway.settings import read

    logs.set_up(read().log_level, "web")
    structlog.get_logger().info("starting", **backends(read()))
    # Importing takes four fifths of a worker's start: done here once, before gunicorn forks. Nothing is opened by it.
    for name in ("gateway", *SERVICES):
        import_module(f"{name}.app")
    serve(create, os.environ.get("HOST", "127.0.0.1"), int(os.environ["PORT"]))
