"""`python -m gateway api | migrate | new-key`."""

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
    parser.add_argument("command", choices=("api", "migrate", "new-key"))
    parser.add_argument("--host", default="127.0.0.1", help="api: the address to listen on")
    parser.add_argument("--port", type=int, default=8080, help="api: the port to listen on")
    arguments = parser.parse_args()
    if arguments.command == "new-key":
        print(new_key())
        return 0
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

        warm(settings)
        serve(lambda: create_app(settings), arguments.host, arguments.port)
    return 0


def migrate(settings: Settings) -> None:
    """Bring the counters' tables to this release, and compile the templates for processes that share this DATA_DIR."""
    from gateway.store.counters import open_database

    database = open_database(settings, settings.migrate_database_url)
    upgrade(NAME, database.engine)
    database.close()
    warm(settings)


def warm(settings: Settings) -> None:
    """Compile the templates that are not compiled yet, so that no process does it while asked."""
    from gateway.app import open_templates
    from gateway.static_files import StaticFiles

    open_templates(settings, StaticFiles()).warm()


def new_key() -> str:
    """Two lines for an environment file: the gateway's signing key, and the public half that every service gets."""
    from portalkit import tokens

    key = tokens.new_key()
    return f"GATEWAY_SIGNING_KEY='{tokens.private_text(key)}'\nPUBLIC_KEYS='{tokens.public_set(key)}'"


if __name__ == "__main__":
    sys.exit(main())
