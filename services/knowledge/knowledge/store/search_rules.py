"""Rows of the rules that staff gives the search."""

from typing import Any

from sqlalchemy import Row, func, select

from knowledge.model.search_rules import DRAFT, LIVE, NO_RULES, RuleDraft, Rules, RuleSet, rules_of
from knowledge.store.tables import live_rules, people, rule_drafts, rule_sets
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Missing, Stale

ROWS_A_PAGE, MOST_READY = 20, 8

RULES = select(rule_sets.c.rules).where(rule_sets.c.id == param("id"))
CURRENT = (
    select(*columns(rule_sets, RuleSet))
    .join_from(live_rules, rule_sets, rule_sets.c.id == live_rules.c.set_id)
    .where(live_rules.c.id == LIVE)
)
NUMBERED = select(*columns(rule_sets, RuleSet)).where(rule_sets.c.number == param("of"))
LAST = select(func.coalesce(func.max(rule_sets.c.number), 0))
THE_DRAFT = select(*columns(rule_drafts, RuleDraft)).where(rule_drafts.c.id == DRAFT)
_versions = (
    select(
        rule_sets.c.number,
        rule_sets.c.note,
        rule_sets.c.published_at,
        rule_sets.c.again,
        people.c.name.label("author_name"),
        people.c.kind.label("author_kind"),
        rule_sets.c.published_by.label("author_id"),
    )
    .select_from(rule_sets.outerjoin(people, people.c.id == rule_sets.c.published_by))
    .order_by(rule_sets.c.number.desc())
    .limit(ROWS_A_PAGE + 1)
)
VERSIONS = {False: _versions, True: _versions.where(rule_sets.c.number < param("last"))}
_ready: dict[str, Rules] = {}  # by the id of their set, which never changes


def counting(db: Reading, set_id: str | None) -> Rules:
    """The rules of a set as a search needs them; read once, and none where there is no set."""
    if set_id is None:
        return NONE
    found = _ready.get(set_id)
    if found is None:
        if len(_ready) >= MOST_READY:
            _ready.clear()
        found = _ready[set_id] = rules_of(db.value(RULES, id=set_id) or NO_RULES)
    return found


NONE = Rules()


def current(db: Reading) -> RuleSet | None:
    """The rules that count now."""
    return db.find(CURRENT, RuleSet)


def numbered(db: Reading, number: int) -> RuleSet:
    """Rules as they were published under a number. Raises Missing."""
    return db.one(NUMBERED, RuleSet, of=number)


def last_number(db: Reading) -> int:
    """The number that was published last; 0 before the first."""
    return int(db.value(LAST))


def draft(db: Reading) -> RuleDraft | None:
    """What will be published next, where somebody has begun."""
    return db.find(THE_DRAFT, RuleDraft)


def versions(db: Reading, last: list[Any] | None) -> list[Row[Any]]:
    """A page of what was published, and one more if there is more, newest first."""
    more = {} if last is None else {"last": last[0]}
    return list(db.rows(VERSIONS[last is not None], **more))


def add(tx: Transaction, made: RuleSet) -> None:
    """Keep rules, and let them count."""
    tx.insert(rule_sets, made)
    tx.put(live_rules, id=LIVE, set_id=made.id)


def begin_draft(tx: Transaction, made: RuleDraft) -> None:
    """Add the draft."""
    tx.insert(rule_drafts, made)


def change_draft(tx: Transaction, version: int | None, **values: Any) -> RuleDraft:
    """Write `values` over the draft. Raises Stale, and Missing where there is none."""
    if draft(tx) is None:
        raise Missing()
    changed = tx.update(rule_drafts, RuleDraft, DRAFT, version, values)
    if changed is None:
        raise Stale("Somebody else changed the draft since you read it.")
    return changed
