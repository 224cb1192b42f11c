"""notify's worker: copies, messages, and the loops that send mail, and what goes by other channels."""

from collections.abc import Mapping
from datetime import timedelta

from notify import CONTRACTS, NAME
from notify.actions.bounces import forget_bounces
from notify.actions.channels import Channels, forget_notes
from notify.actions.copies import forget_ended_sessions
from notify.actions.digests import gather_digests
from notify.actions.links import UnsubscribeLinks
from notify.actions.planning import forget_budgets
from notify.actions.sending import decider, note_decider
from notify.actions.telling_on import TellingOn
from notify.channels import Channel, open_channels
from notify.events import handlers
from notify.settings import Settings, read
from notify.store.notes import OTHERS
from portalkit.backends import PATIENCE, open_bus, open_database, open_mailer, secret
from portalkit.database import Database
from portalkit.deliveries import Deliverer
from portalkit.forgetting import Forgetting, Journal
from portalkit.wake import folder_for
from portalkit.worker import Worker


def create_worker(
    settings: Settings | None = None,
    database: Database | None = None,
    channels: Mapping[str, Channel] | None = None,
) -> Worker:
    """Everything notify does without being asked over HTTP.

    Mail has a thread of its own, since it waits for others, and so have the other `channels` (None: all installed).
    """
    settings = settings or read()
    lease = timedelta(seconds=settings.lease_seconds)
    database = database or open_database(settings, NAME, seconds=PATIENCE)
    links = UnsubscribeLinks(settings.public_origin, secret(settings, NAME))
    origin = settings.public_origin.rstrip("/")
    decide = decider(links, origin, settings.brand_name)
    sender = Channels(database, open_channels(settings) if channels is None else channels)
    heard = handlers(settings.caps)
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
            "digests": (timedelta(seconds=30), gather_digests),
            "forget-sessions": (timedelta(hours=1), forget_ended_sessions),
            "forget-budgets": (timedelta(hours=1), forget_budgets),
            "forget-bounces": (timedelta(hours=1), forget_bounces),
            "forget-notes": (timedelta(hours=1), forget_notes),
        },
        steps=(
            TellingOn(database, settings.caps).run_due,
            Forgetting(database, Journal(settings.journal(NAME)), letting).run_due,
        ),
        apart={
            "mail": Deliverer(database, mailer, decide, lease, ~OTHERS).run_due,
            "channels": Deliverer(database, sender, note_decider(origin), lease, OTHERS).run_due,
        },
        lease=lease,
    )
