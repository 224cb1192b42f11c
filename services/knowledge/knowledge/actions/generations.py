"""Fill the search index anew beside the one that is searched, then change over."""

from knowledge.store import queue
from knowledge.store.search import FIELDS
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.search import fingerprint

SHAPE = fingerprint(FIELDS)  # begins the name of each generation that has the fields as they are now


def begin_reindex(tx: Transaction) -> str:
    """Ask for a new generation; the name of the one being filled. The worker fills it and changes over."""
    queue.hold_generations(tx)
    for id, state in queue.generations_of(tx):
        if state == queue.FILLING and id.startswith(SHAPE):
            return id
        if state == queue.FILLING:  # of fields that are not these any more
            queue.give_up(tx, id)
    id = f"{SHAPE}-{new_id().replace('-', '')[:24]}"
    queue.begin_generation(tx, id)
    return id


def change_over(tx: Transaction) -> list[str]:
    """Search the generation that is full, if one is; the generations that nobody searches any more."""
    queue.hold_generations(tx)
    there = queue.generations_of(tx)
    for id, state in there:
        if state == queue.FILLING and not queue.waiting(tx, id, 1):
            queue.swap(tx, id)
            there = queue.generations_of(tx)
            break
    return [id for id, state in there if state == queue.OLD]


def replace_lost(tx: Transaction, id: str) -> None:
    """Begin again where a generation was lost while it was being filled; one that was dropped on purpose is no loss."""
    queue.hold_generations(tx)
    if (id, queue.FILLING) in queue.generations_of(tx):
        queue.give_up(tx, id)
        begin_reindex(tx)


def forget(tx: Transaction, id: str) -> None:
    """Drop what is kept about a generation whose files are gone."""
    queue.forget_generation(tx, id)
