"""`python -m knowledge api | worker | migrate | reindex | openapi | dead-letters …`."""

import argparse
import sys

from knowledge import NAME
from knowledge.settings import Settings, read
from portalkit import cli


def create_app(settings: Settings) -> object:
    """The app; imported only by the command that needs it."""
    from knowledge.app import create_app as create

    return create(settings)


def create_worker(settings: Settings) -> object:
    """The worker; likewise."""
    from knowledge.worker import create_worker as create

    return create(settings)


def reindex(settings: Settings, args: argparse.Namespace) -> int:
    """Ask the worker to fill the index anew; the search goes on meanwhile."""
    from knowledge.actions.generations import begin_reindex
    from portalkit.backends import PATIENCE, open_database

    database = open_database(settings, NAME, seconds=PATIENCE)
    with database.transaction(counted=False) as tx:
        generation = begin_reindex(tx)
    database.close()
    print(f"The worker fills {generation} and changes over when it is full.")
    return 0


if __name__ == "__main__":
    sys.exit(cli.main(NAME, read, create_app, create_worker, {"reindex": reindex}))
