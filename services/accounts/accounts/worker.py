"""What accounts does without being asked: tells facts, keeps acts, answers applications, sends mail, ends sessions."""

from datetime import timedelta

from accounts import NAME
from accounts.actions.applications import Answering
from accounts.actions.claims import Erasing, answered_here
from accounts.actions.memberships import turn_memberships
from accounts.actions.sessions import prune_sessions
from accounts.actions.views import end_views
from accounts.events import handlers
from accounts.model.portal import Portal
from accounts.settings import CONTRACTS, Settings, read
from accounts.store import invitations, links, remembered, tickets, tokens
from portalkit.backends import PATIENCE, open_bus, open_database, open_mailer
from portalkit.deliveries import Deliverer
from portalkit.forgetting import Forgetting, Journal
from portalkit.wake import folder_for
from portalkit.worker import Worker


def create_worker(settings: Settings | None = None) -> Worker:
    """The worker; of other services it hears what staff decide there, and what became of people's data."""
    settings = settings or read()
    database = open_database(settings, NAME, in_turn=True, seconds=PATIENCE)
    lease = timedelta(seconds=settings.lease_seconds)
    portal = Portal(settings.brand_name, settings.public_origin)
    heard = handlers(portal)
    bus, mailer = open_bus(settings, NAME, list(heard)), open_mailer(settings)
    letting = (bus.forget, mailer.forget)
    return Worker(
        NAME,
        database,
        bus,
        heard,
        CONTRACTS,
        folder_for(settings.data_dir),
        schedules={
            "prune-sessions": (timedelta(hours=1), prune_sessions),
            "end-views": (timedelta(minutes=1), end_views),
            "prune-links": (timedelta(hours=1), links.prune),
            "prune-tickets": (timedelta(hours=1), tickets.prune),
            "prune-tokens": (timedelta(hours=1), tokens.prune),
            "prune-remembered": (timedelta(hours=1), remembered.prune),
            "turn-memberships": (timedelta(minutes=1), turn_memberships),
            "prune-invitations": (timedelta(hours=1), invitations.prune),
        },
        steps=(
            Answering(database, portal).run_due,
            Erasing(database).run_due,
            Forgetting(database, Journal(settings.journal(NAME)), letting, answered_here).run_due,
        ),
        apart={"mail": Deliverer(database, mailer, lease=lease).run_due},
        lease=lease,
    )
