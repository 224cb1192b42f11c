"""What this service does without being asked: keep copies, and bring the index up to date."""

import time
from datetime import timedelta
from functools import partial

import structlog

from knowledge import CONTRACTS, NAME
from knowledge.actions import generations
from knowledge.actions.links import checking
from knowledge.actions.outside import tell_keepers
from knowledge.actions.searches import forget_searches
from knowledge.actions.storing import forget_removed, sweep
from knowledge.actions.upkeep import remind_owners
from knowledge.actions.votes import weigh_votes
from knowledge.asking import Asker, outside_of
from knowledge.events import HANDLERS
from knowledge.reader import TextReader
from knowledge.settings import Settings, read
from knowledge.store import queue
from knowledge.store.search import FIELDS
from knowledge.store.source import Queue
from portalkit.backends import PATIENCE, open_bus, open_database, open_files, open_index
from portalkit.database import Database
from portalkit.forgetting import Forgetting, Journal
from portalkit.indexing import Indexer, Pause
from portalkit.search import GenerationMissing, IndexUnavailable, Query, SearchIndex
from portalkit.wake import folder_for
from portalkit.worker import Worker

log = structlog.get_logger(__name__)


def create_worker(settings: Settings | None = None, database: Database | None = None) -> Worker:
    """The worker, ready to start."""
    settings = settings or read()
    database = database or open_database(settings, NAME, seconds=PATIENCE)
    bus = open_bus(settings, NAME, sorted(HANDLERS))
    index = open_index(settings, NAME, FIELDS)
    indexing = Indexing(database, index)
    forgetting = Forgetting(database, Journal(settings.journal(NAME)), (bus.forget,))
    files = open_files(settings)
    reader = TextReader(database, files, settings)
    apart = {"files": reader.step} | ({"index": indexing.step} if index.waits else {})
    others = settings.check_external_links
    if others:
        apart["outside"] = Asker(database, outside_of(settings), settings.check_links_every).step
    return Worker(
        NAME,
        database,
        bus,
        HANDLERS,
        CONTRACTS,
        folder_for(settings.data_dir),
        steps=(forgetting.run_due,) if index.waits else (indexing.step, forgetting.run_due),
        apart=apart,
        schedules={
            "remind-owners": (timedelta(minutes=10), remind_owners),
            "check-links": (timedelta(minutes=1), checking(settings.public_origin, others)),
            **({"tell-of-links": (timedelta(minutes=10), tell_keepers)} if others else {}),
            "weigh-votes": (timedelta(minutes=10), weigh_votes),
            "forget-searches": (timedelta(hours=1), partial(forget_searches, settings.search_log_days)),
            "forget-files": (timedelta(hours=1), forget_removed),
            "sweep-files": (timedelta(days=1), partial(sweep, files)),
        },
        lease=timedelta(seconds=settings.lease_seconds),
    )


class Indexing:
    """The indexer's turn in the loop, and the change from one generation of the index to the next."""

    def __init__(self, database: Database, index: SearchIndex) -> None:
        self._database, self._index = database, index
        self._source = Queue(database)
        self._indexer = Indexer(index, self._source)
        self._checked, self._pause = False, Pause()

    def step(self) -> bool:
        """Write a batch to each generation, then change over if one is full; whether anything was done.

        An index that does not answer is tried again after a while; what waits for it waits on, as rows.
        """
        now = time.monotonic()
        if self._pause.lasts(now):
            return False
        try:
            did = self._turn(now)
        except IndexUnavailable as fault:
            log.warning("index-unavailable", why=fault.why, seconds=self._pause.begin(now))
            return False
        except GenerationMissing as fault:
            log.warning("generation-missing", generation=str(fault))
            self._begin_again(str(fault))
            return False
        self._pause.end()
        return did

    def _turn(self, now: float) -> bool:
        if not self._checked:
            self._check()
        wrote = self._indexer.step(now, idle=self._source.rests())
        return self._change_over() or wrote

    def _begin_again(self, lost: str) -> None:
        """A generation is not there: dropped by another process, which the rows tell next time, or lost."""
        self._checked = False
        self._indexer.forget()
        with self._database.transaction(counted=False) as tx:
            generations.replace_lost(tx, lost)

    def _check(self) -> None:
        """Begin a generation when there is none with these fields, or its files are gone."""
        with self._database.reading() as db:
            there = [id for id, state in queue.generations_of(db) if state == queue.CURRENT]
        if not any(id.startswith(generations.SHAPE) and self._is_there(id) for id in there):
            with self._database.transaction(counted=False) as tx:
                generations.begin_reindex(tx)
        self._checked = True

    def _is_there(self, generation: str) -> bool:
        try:
            self._index.search(generation, Query(limit=0))
        except GenerationMissing:
            return False
        return True

    def _change_over(self) -> bool:
        with self._database.reading() as db:
            if all(state == queue.CURRENT for _, state in queue.generations_of(db)):
                return False
        with self._database.transaction(counted=False) as tx:
            old = generations.change_over(tx)
        for id in old:
            self._index.drop(id)
            with self._database.transaction(counted=False) as tx:
                generations.forget(tx, id)
        return bool(old)
