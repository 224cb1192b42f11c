"""What accounts does without being asked: tells facts, keeps acts, answers applications, sends mail, ends sessions."""

from datetime import timedelta

from accounts import NAME
from accounts.actions.applications import Answering
from accounts.actions.sessions import prune_sessions
from accounts.actions.views import end_views
from accounts.events import HANDLERS
from accounts.model.portal import Portal
from accounts.settings import CONTRACTS, Settings, read
from accounts.store import links
from portalkit.backends import PATIENCE, open_bus, open_database, open_mailer
from portalkit.deliveries import Deliverer
from portalkit.wake import folder_for
from portalkit.worker import Worker


def create_worker(settings: Settings | None = None) -> Worker:
    """The worker; of other services it hears what staff decide there."""
    settings = settings or read()
    database = open_database(settings, NAME, in_turn=True, seconds=PATIENCE)
    lease = timedelta(seconds=settings.lease_seconds)
    return Worker(
        NAME,
        database,
        open_bus(settings, NAME, list(HANDLERS)),
        HANDLERS,
        CONTRACTS,
        folder_for(settings.data_dir),
        schedules={
            "prune-sessions": (timedelta(hours=1), prune_sessions),
            "end-views": (timedelta(minutes=1), end_views),
            "prune-links": (timedelta(hours=1), links.prune),
        },
        steps=(Answering(database, Portal(settings.brand_name, settings.public_origin)).run_due,),
        apart={"mail": Deliverer(database, open_mailer(settings), lease=lease).run_due},
        lease=lease,
    )
