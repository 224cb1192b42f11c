"""`python -m community api | worker | migrate | openapi | dead-letters …`."""

import sys

from community import NAME
from community.app import create_app
from community.settings import read
from community.worker import create_worker
from portalkit.cli import main

sys.exit(main(NAME, read, create_app, create_worker))
