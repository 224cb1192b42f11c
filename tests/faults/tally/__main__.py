"""`python -m faults.tally worker | dead-letters …`: DATA_DIR says where, BUS_URL which bus."""

import sys

from faults.tally import NAME
from faults.tally.worker import create_worker
from portalkit import cli
from portalkit.settings import Settings, load


def no_app(settings: Settings) -> None:
    """It answers no requests."""


if __name__ == "__main__":
    sys.exit(cli.main(NAME, lambda: load(Settings, NAME), no_app, create_worker))
