"""Before the portal starts: bring every database to this release, and fill an empty portal with the demo content."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from portalkit import garbage

garbage.pause()
from portalkit import logs  # noqa: E402
from portalkit.backends import open_to_migrate  # noqa: E402
from portalkit.forgetting import Journal, catch_up  # noqa: E402
from portalkit.migrations import upgrade  # noqa: E402
from portalkit.settings import WrongSetting  # noqa: E402

SERVICES = ("accounts", "knowledge", "community", "notify")


def migrate() -> None:
    """Run each service's migrations. Raises WrongSetting when its settings are not good."""
    for service in (*SERVICES, "gateway"):
        settings = import_module(f"{service}.settings").read()
        database = open_to_migrate(settings, service)
        upgrade(service, database.engine)
        catch_up(service, database, Journal(settings.journal(service)))
        database.close()


def main() -> int:
    """Do it; the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", action="store_true", help="fill an empty portal with the demo content")
    arguments = parser.parse_args()
    logs.set_up("error")
    try:
        migrate()
        garbage.settle()
        if arguments.demo:
            sys.path.insert(0, str(Path(__file__).parent / "demo"))
            seed = import_module("seed")
            for line in seed.seed_once(import_module("gateway.settings").read(), seed.in_process()):
                print(line)
    except WrongSetting as fault:
        print(fault)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
