"""Give the search its rules: as a draft, which is published, and earlier ones brought back."""

from typing import Any

import structlog

from knowledge.model.article import check_can_write
from knowledge.model.search_rules import DRAFT, NO_RULES, RuleDraft, RuleSet, check_rules
from knowledge.store import search_rules
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Refused, Stale
from portalkit.ids import new_id
from portalkit.viewer import Viewer

log = structlog.get_logger(__name__)

LINE = "search-rules"  # whoever publishes stands in


def change_draft(tx: Transaction, editor: Viewer, version: int | None, **rules: Any) -> RuleDraft:
    """Write the draft anew; version 0 begins one. Raises Forbidden, Invalid, Stale."""
    check_can_write(editor)
    check_rules(rules)
    told: dict[str, Any] = {"rules": rules, "changed_by": editor.id, "changed_at": tx.now}
    if search_rules.draft(tx) is not None:
        return search_rules.change_draft(tx, version, **told)
    if version:
        raise Stale("Somebody else changed the draft since you read it.")
    begun = RuleDraft(DRAFT, based_on=search_rules.last_number(tx), **told)
    search_rules.begin_draft(tx, begun)
    return begun


def publish_rules(tx: Transaction, editor: Viewer, version: int | None, note: str) -> RuleSet:
    """Let the draft's rules count from now on. Raises Forbidden, Missing, Stale, Refused when nothing would change."""
    check_can_write(editor)
    tx.alone(LINE)
    made = search_rules.change_draft(tx, version, based_on=search_rules.last_number(tx) + 1)
    return _let_count(tx, editor, made.rules, note, None)


def bring_back(tx: Transaction, editor: Viewer, number: int, note: str) -> RuleSet:
    """Let rules count again that were published under `number`; the draft follows unless it has changes of its own.

    Raises Forbidden, Missing, Refused when they count already.
    """
    check_can_write(editor)
    tx.alone(LINE)
    earlier, before, begun = search_rules.numbered(tx, number), search_rules.current(tx), search_rules.draft(tx)
    made = _let_count(tx, editor, earlier.rules, note, number)
    if begun is not None and before is not None and begun.rules == before.rules:
        search_rules.change_draft(tx, begun.version, rules=made.rules, based_on=made.number)
    return made


def _let_count(tx: Transaction, editor: Viewer, rules: dict[str, Any], note: str, again: int | None) -> RuleSet:
    now = search_rules.current(tx)
    if rules == (now.rules if now else NO_RULES):
        raise Refused("nothing-changes", "These are the rules that count already.")
    made = RuleSet(new_id(), search_rules.last_number(tx) + 1, note, editor.id, tx.now, again, rules)
    search_rules.add(tx, made)
    act = "search-rules.published" if again is None else "search-rules.brought-back"
    acts.note(
        tx, editor, act, made.id, **acts.differing(_told(now), _told(made)), **({"again": again} if again else {})
    )
    log.info("search-rules-published", number=made.number, by=editor.id, again=again)
    return made


def _told(rules: RuleSet | None) -> dict[str, Any]:
    """What the audit log keeps of rules: which they are, and how many; their words are in the history of the rules."""
    there = rules.rules if rules else NO_RULES
    return {"number": rules.number if rules else 0} | {kind: len(there[kind]) for kind in NO_RULES}
