"""The command line that every service has: `python -m <service> api | worker | migrate | openapi | dead-letters …`."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from portalkit import logs, parked
from portalkit.settings import Settings, WrongSetting

Command = Callable[[Any, argparse.Namespace], int]


def main(
    service: str,
    read_settings: Callable[[], Settings],
    create_app: Callable[[Any], Any],
    create_worker: Callable[[Any], Any],
    more: Mapping[str, Command] | None = None,
) -> int:
    """Run the command in sys.argv; the exit code. `more` are the service's own commands."""
    commands: dict[str, Command] = {
        "api": lambda settings, args: _api(create_app, settings, args),
        "worker": lambda settings, args: _worker(create_worker, settings),
        "migrate": lambda settings, args: _migrate(service, settings),
        "openapi": lambda settings, args: _openapi(create_app, settings),
        "dead-letters": lambda settings, args: _dead_letters(service, settings, args),
        **(more or {}),
    }
    parser = argparse.ArgumentParser(prog=f"python -m {service}")
    parser.add_argument("command", choices=sorted(commands))
    parser.add_argument("args", nargs="*", help="dead-letters: list | show ID | replay [ID|TYPE] | discard ID|TYPE")
    parser.add_argument("--host", default="127.0.0.1", help="api: the address to listen on")
    parser.add_argument("--port", type=int, default=8081, help="api: where to listen")
    args = parser.parse_args()
    try:
        settings = read_settings()
    except WrongSetting as fault:
        print(fault, file=sys.stderr)
        return 2
    logs.set_up(settings.log_level, service)
    return commands[args.command](settings, args)


def _api(create_app: Callable[[Any], Any], settings: Settings, args: argparse.Namespace) -> int:
    from portalkit.server import serve

    serve(lambda: create_app(settings), args.host, args.port)
    return 0


def _worker(create_worker: Callable[[Any], Any], settings: Settings) -> int:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker = create_worker(settings)
    worker.start()
    stop.wait()
    worker.stop()
    return 0


def _migrate(service: str, settings: Settings) -> int:
    from portalkit.backends import open_to_migrate
    from portalkit.migrations import upgrade

    database = open_to_migrate(settings, service)
    upgrade(service, database.engine)
    database.close()
    return 0


def _openapi(create_app: Callable[[Any], Any], settings: Settings) -> int:
    answer = create_app(settings).test_client().get("/openapi.json")
    print(json.dumps(answer.get_json(), indent=1, sort_keys=True))
    return 0


def _dead_letters(service: str, settings: Settings, args: argparse.Namespace) -> int:
    from portalkit.backends import open_database

    verb, which = [*args.args, "list", None][0], args.args[1] if len(args.args) > 1 else None
    by_type = which is not None and "." in which
    chosen = {"type": which} if by_type else {"id": which}
    database = open_database(settings, service)
    if verb in ("list", "show"):
        with database.reading() as db:
            found = (
                parked.parked(db, **({"type": which} if by_type else {}))
                if verb == "list"
                else [parked.show(db, which or "")]
            )
        print("\n".join(json.dumps(item, default=str) for item in found if item))
        return 0
    if verb not in ("replay", "discard") or (verb == "discard" and not which):
        print("dead-letters list [TYPE] | show ID | replay [ID|TYPE] | discard ID|TYPE", file=sys.stderr)
        return 2
    with database.transaction(counted=verb == "discard") as tx:
        print((parked.replay if verb == "replay" else parked.discard)(tx, **chosen))
    return 0
