"""Gather what waits into one mail for each person whose digest is due."""

from notify.model.attention import DIGEST
from notify.store import digests
from portalkit.database import Transaction
from portalkit.deliveries import post_all
from portalkit.ids import new_id

MOST = 2000  # persons in one turn; the others' come with the next one


def gather_digests(tx: Transaction) -> None:
    """Make a delivery of each digest that is due. What it holds is decided again when it is sent."""
    made = [(new_id(), person) for person in digests.due(tx, MOST)]
    digests.gather(tx, made)
    post_all(tx, DIGEST, [(id, person, {"digest": id}) for id, person in made])
