"""`python -m gateway api | migrate`."""

import argparse
import sys

from gateway import NAME
from gateway.settings import Settings, read
from portalkit import logs
from portalkit.migrations import upgrade
from portalkit.server import serve
from portalkit.settings import WrongSetting


def main() -> int:
    """Run the command in sys.argv; the exit code."""
    parser = argparse.ArgumentParser(prog=f"python -m {NAME}")
    parser.add_argument("command", choices=("api", "migrate"))
    parser.add_argument("--host", default="127.0.0.1", help="api: the address to listen on")
    parser.add_argument("--port", type=int, default=8080, help="api: the port to listen on")
    arguments = parser.parse_args()
    try:
        settings = read()
    except WrongSetting as fault:
        print(fault, file=sys.stderr)
        return 2
    logs.set_up(settings.log_level, NAME)
    if arguments.command == "migrate":
        migrate(settings)
    else:
        from gateway.app import create_app

        serve(lambda: create_app(settings), arguments.host, arguments.port)
    return 0


def migrate(settings: Settings) -> None:
    """Bring the counters' tables to this release, and compile the templates, so that no process does it while asked."""
    from gateway.app import open_templates
    from gateway.static_files import StaticFiles
    from gateway.store.counters import open_database

    database = open_database(settings, settings.migrate_database_url)
    upgrade(NAME, database.engine)
    database.close()
    open_templates(settings, StaticFiles()).warm()


if __name__ == "__main__":
    sys.exit(main())
