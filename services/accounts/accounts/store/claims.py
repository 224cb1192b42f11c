"""Rows of claims, and of what services answered to them."""

from typing import Any

from sqlalchemy import exists, func, not_, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from accounts.model.claim import ERASURE, LETTER, OPEN, WAITING, Claim
from accounts.store import holds
from accounts.store.tables import claim_answers, claims
from portalkit.database import Reading, Transaction, columns, param
from portalkit.tables import deliveries

_claim = columns(claims, Claim)
ONE = select(*_claim).where(claims.c.id == param("claim_id"))
BY_RECEIPT = select(*_claim).where(claims.c.receipt_hash == param("hash"))
OF_PERSON = select(*_claim).where(claims.c.person == param("person")).order_by(claims.c.id.desc()).limit(20)
ERASURE_OF = (
    select(*_claim)
    .where(claims.c.person == param("person"), claims.c.kind == ERASURE)
    .order_by(claims.c.id.desc())
    .limit(1)
)
OPEN_OF = select(*_claim).where(
    claims.c.person == param("person"), claims.c.kind == param("kind"), claims.c.state.in_([WAITING, OPEN])
)
LATEST = select(func.max(claims.c.asked_at)).where(claims.c.person == param("person"), claims.c.kind == param("kind"))
_letter_waits = exists(select(deliveries.c.id).where(deliveries.c.id == claims.c.id, deliveries.c.state == "due"))
READY_TO_ERASE = (
    select(*_claim)
    .where(
        claims.c.kind == ERASURE,
        claims.c.state == WAITING,
        or_(claims.c.asked_at < param("long_ago"), ~_letter_waits),
        not_(holds.keeps(claims.c.person)),
    )
    .order_by(claims.c.id)
    .limit(20)
)
ANSWER = insert_or(claim_answers).on_conflict_do_nothing()
ANSWERS = select(claim_answers).where(claim_answers.c.claim_id == param("claim_id")).order_by(claim_answers.c.service)


def get(db: Reading, claim_id: str) -> Claim | None:
    """The claim, or None."""
    return db.find(ONE, Claim, claim_id=claim_id)


def by_receipt(db: Reading, receipt_hash: str) -> Claim | None:
    """The claim that this receipt is of."""
    return db.find(BY_RECEIPT, Claim, hash=receipt_hash)


def of_person(db: Reading, person: str) -> list[Claim]:
    """The newest of one person, newest first."""
    return db.all(OF_PERSON, Claim, person=person)


def open_of(db: Reading, person: str, kind: str) -> Claim | None:
    """One of this kind that has not ended."""
    return db.find(OPEN_OF, Claim, person=person, kind=kind)


def erasure_of(db: Reading, person: str) -> Claim | None:
    """The newest erasure that a person asked for."""
    return db.find(ERASURE_OF, Claim, person=person)


def latest(db: Reading, person: str, kind: str) -> Any:
    """When somebody last asked for this."""
    return db.value(LATEST, person=person, kind=kind)


def ready_to_erase(db: Reading) -> list[Claim]:
    """Erasures whose last letter is out, or has waited long enough, and that no hold keeps."""
    return db.all(READY_TO_ERASE, Claim, long_ago=db.now - LETTER, today=db.now.date())


def add(tx: Transaction, claim: Claim) -> None:
    """Note a new one and wake the worker."""
    tx.insert(claims, claim)
    tx.wakes = True


def change(tx: Transaction, claim: Claim, **values: Any) -> Claim | None:
    """Write `values` over it, unless somebody was faster."""
    return tx.update(claims, Claim, claim.id, claim.version, values)


def answer(tx: Transaction, claim_id: str, service: str, said: dict[str, Any]) -> bool:
    """Keep what a service answered; False when it had answered before."""
    row = {"claim_id": claim_id, "service": service, "answered_at": tx.now, "said": said}
    return tx.execute(ANSWER.values(row)) > 0


def answers(db: Reading, claim_id: str) -> dict[str, dict[str, Any]]:
    """What has been answered, by service: {answered_at, said}."""
    rows = db.rows(ANSWERS, claim_id=claim_id)
    return {row.service: {"answered_at": row.answered_at, "said": row.said} for row in rows}
