"""`python -m accounts …`: see `portalkit.cli`, and add-user, audit-verify."""

import sys

from accounts import NAME
from accounts.commands import COMMANDS
from accounts.settings import read
from portalkit import cli


def _app(settings):  # type: ignore[no-untyped-def]
    from accounts.app import create_app

    return create_app(settings)


def _worker(settings):  # type: ignore[no-untyped-def]
    from accounts.worker import create_worker

    return create_worker(settings)


if __name__ == "__main__":
    sys.exit(cli.main(NAME, read, _app, _worker, COMMANDS))
