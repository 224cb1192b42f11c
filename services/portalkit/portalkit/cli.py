"""The command line that every service has: `python -m <service> api | worker | migrate | backup …`."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from portalkit import logs
from portalkit.garbage import pause, settle
from portalkit.settings import Settings, WrongSetting

Command = Callable[[Any, argparse.Namespace], int]
HELP = """What follows the command:
  backup FOLDER [--last FOLDER]        the database as it is now and the files it names, with a manifest, while
                                       everything goes on; files that an earlier backup has are shared with it
  restore FOLDER [--over]              bring it back, into an empty database or (--over) in place of what is there
  republish --since TIME               send published facts again under their own ids (TIME: 2026-11-22T09:00 or 2h, 7d)
  republish --state [NOUN] [--only -]  tell again what is so; --only: lines "ID [VERSION]" from stdin
  versions [NOUN] | copies             ids and versions of what is owned or copied here, as JSON lines
  files [--contents]                   files that rows name and the store lacks, and others, as JSON lines
  dead-letters list [TYPE] | show ID | replay ID|TYPE|--all | discard ID|TYPE|--all
"""


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
        "worker": lambda settings, args: _worker(service, create_worker, settings),
        "migrate": lambda settings, args: _migrate(service, settings),
        "openapi": lambda settings, args: _openapi(create_app, settings),
        **{name: _operating(service, name) for name in OPERATING},
        **(more or {}),
    }
    args = _parser(service, commands).parse_args()
    try:
        settings = read_settings()
        logs.set_up(settings.log_level, service)
        return commands[args.command](settings, args)
    except WrongSetting as fault:  # some are seen only when what they name is opened
        print(fault, file=sys.stderr)
        return 2


OPERATING = {
    "backup": "back_up",
    "restore": "restore",
    "republish": "republish",
    "versions": "versions",
    "copies": "copies",
    "files": "files",
    "dead-letters": "dead_letters",
}


def _operating(service: str, name: str) -> Command:
    def run(settings: Any, args: argparse.Namespace) -> int:
        from portalkit import operating  # the others need none of it

        command: Callable[[str, Any, argparse.Namespace], int] = getattr(operating, OPERATING[name])
        return command(service, settings, args)

    return run


def _parser(service: str, commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"python -m {service}", epilog=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=sorted(commands))
    parser.add_argument("args", nargs="*", help="what the command is about")
    parser.add_argument("--host", default="127.0.0.1", help="api: the address to listen on")
    parser.add_argument("--port", type=int, default=8081, help="api: where to listen")
    parser.add_argument("--last", help="backup: an earlier one, whose files need not be fetched again")
    parser.add_argument("--contents", action="store_true", help="files: read all of them, too")
    parser.add_argument("--over", action="store_true", help="restore: in place of what is there")
    parser.add_argument("--since", help="republish: send again what was published since then")
    parser.add_argument("--state", nargs="?", const="", help="republish: tell again what is so (of one noun)")
    parser.add_argument("--only", choices=["-"], help="republish --state: only what stdin names")
    parser.add_argument("--all", action="store_true", help="dead-letters: every one that is parked")
    return parser


def _api(create_app: Callable[[Any], Any], settings: Settings, args: argparse.Namespace) -> int:
    pause()
    from portalkit.server import serve

    _tell(settings)
    serve(lambda: create_app(settings), args.host, args.port)
    return 0


def _tell(settings: Settings) -> None:
    """Say first on what this process stands."""
    import structlog

    from portalkit.backends import backends

    structlog.get_logger().info("starting", **backends(settings))


def _worker(service: str, create_worker: Callable[[Any], Any], settings: Settings) -> int:
    pause()
    from portalkit.backends import open_database
    from portalkit.readiness import wait

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _tell(settings)
    database = open_database(settings, service)
    ready = wait(database, service, stop)
    database.close()
    if not ready:
        return 0
    worker = create_worker(settings)
    settle()
    worker.start()
    stop.wait()
    worker.stop()
    return 0


def _migrate(service: str, settings: Settings) -> int:
    from portalkit.backends import open_to_migrate
    from portalkit.forgetting import Journal, catch_up
    from portalkit.migrations import upgrade

    database = open_to_migrate(settings, service)
    upgrade(service, database.engine)
    catch_up(service, database, Journal(settings.journal(service)))
    database.close()
    return 0


def _openapi(create_app: Callable[[Any], Any], settings: Settings) -> int:
    answer = create_app(settings).test_client().get("/openapi.json")
    print(json.dumps(answer.get_json(), indent=1, sort_keys=True))
    return 0
