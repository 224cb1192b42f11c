"""What the forum does without being asked: tell what happened, and keep what others tell."""

from datetime import timedelta

from community import NAME
from community.events import HANDLERS
from community.settings import CONTRACTS, read
from portalkit.backends import PATIENCE, open_bus, open_database
from portalkit.settings import Settings
from portalkit.wake import folder_for
from portalkit.worker import Worker


def create_worker(settings: Settings | None = None) -> Worker:
    """The worker with everything it needs."""
    settings = settings or read()
    return Worker(
        NAME,
        open_database(settings, NAME, seconds=PATIENCE),
        open_bus(settings, NAME, list(HANDLERS)),
        HANDLERS,
        CONTRACTS,
        folder_for(settings.data_dir),
        lease=timedelta(seconds=settings.lease_seconds),
    )
