"""The command line: `python -m notify api | worker | live | bounce | migrate | openapi | dead-letters …`."""

import argparse
import sys
from typing import Any

from notify import NAME
from notify.settings import Settings, read
from portalkit import cli


def _app(settings: Settings) -> Any:
    from notify.app import create_app

    return create_app(settings)


def _worker(settings: Settings) -> Any:
    from notify.worker import create_worker

    return create_worker(settings)


def _live(settings: Settings, _: argparse.Namespace) -> int:
    from notify.live import serve

    return serve(settings)


def _bounce(settings: Settings, args: argparse.Namespace) -> int:
    from notify.bounced import bounce

    return bounce(settings, args)


# Each command imports only what it needs: the live process is small.
sys.exit(cli.main(NAME, read, _app, _worker, {"live": _live, "bounce": _bounce}))
