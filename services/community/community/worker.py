"""What the forum does without being asked: tell what happened, and keep what others tell."""

from datetime import timedelta
from functools import partial

from community import NAME
from community.actions.masking import mask_rest
from community.events import HANDLERS
from community.model.presence import KEPT
from community.settings import CONTRACTS, read
from community.store.presences import forget
from portalkit.backends import PATIENCE, open_bus, open_database
from portalkit.forgetting import Forgetting, Journal
from portalkit.settings import Settings
from portalkit.wake import folder_for
from portalkit.worker import Worker


def create_worker(settings: Settings | None = None) -> Worker:
    """The worker with everything it needs."""
    settings = settings or read()
    database = open_database(settings, NAME, seconds=PATIENCE)
    bus = open_bus(settings, NAME, list(HANDLERS))
    letting = (bus.forget, partial(mask_rest, database))
    return Worker(
        NAME,
        database,
        bus,
        HANDLERS,
        CONTRACTS,
        folder_for(settings.data_dir),
        steps=(Forgetting(database, Journal(settings.journal(NAME)), letting).run_due,),
        lease=timedelta(seconds=settings.lease_seconds),
        schedules={"forget-readers": (KEPT, forget)},
    )
