"""Bring people in by the lines of a file: looked at first, then done, each known by the address."""

from dataclasses import dataclass
from typing import Any

from accounts.actions.memberships import called
from accounts.actions.telling import tell
from accounts.model.audience import Rules
from accounts.model.line import wanted
from accounts.model.link import RESET, VERIFY
from accounts.model.organisation import check_leaves_an_administrator
from accounts.model.user import User, tidy_email
from accounts.store import audiences, audit, links, memberships, organisations, users
from portalkit.database import Reading, Transaction
from portalkit.errors import Fault, Invalid
from portalkit.ids import new_id
from portalkit.viewer import Viewer

Line = dict[str, Any]
Outcome = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a line would do: to whom, if there is somebody, what is written, and whether the organisation is another."""

    there: User | None
    values: dict[str, Any]
    moves: bool

    @property
    def outcome(self) -> str:
        """created, changed or unchanged."""
        if self.there is None:
            return "created"
        return "changed" if self.values or self.moves else "unchanged"


def look_at(db: Reading, line: Line) -> Outcome:
    """What would become of a line."""
    try:
        return _said(_plan(db, line).outcome)
    except Invalid as fault:
        return refused(fault.fields)


def import_lines(tx: Transaction, by: Viewer, import_id: str, lines: list[Line], last: bool) -> list[Outcome]:
    """Do what the lines say; one that is wrong does nothing. Copies are filled, nobody is told.

    A file comes in parts under one `import_id`; with the `last` of them the audit log counts what the whole has done.
    """
    rules = Rules.of(audiences.rules_held(tx))
    outcomes = [_bring_in(tx, by, import_id, line, rules) for line in lines]
    if last:
        done = audit.count_of_import(tx, by.id, import_id)
        if any(done.values()):
            audit.append(tx, by.id, "people.imported", by.id, {"import": import_id, "after": done})
    return outcomes


def refused(fields: dict[str, list[str]]) -> Outcome:
    """A line that does nothing, with what is wrong in which field."""
    return {"outcome": "refused", "errors": {name: messages[0] for name, messages in fields.items()}}


def _said(outcome: str) -> Outcome:
    return {"outcome": outcome, "errors": {}}


def _plan(db: Reading, line: Line) -> Plan:
    if "errors" in line:
        raise Invalid(line["errors"])
    there = users.by_email(db, tidy_email(line["email"]))
    return Plan(there, wanted(line, there), _moves(db, there, line.get("organisation")))


def _moves(db: Reading, there: User | None, name: str | None) -> bool:
    """Whether somebody would belong to another organisation than by its name now. Raises Invalid."""
    if name is None:
        return False
    organisation = organisations.by_name(db, name)
    if organisation is not None and organisation.state != "open":
        raise Invalid({"organisation": ["This organisation is closed."]})
    before = memberships.called(db, there.id) if there else None
    if there is None or organisation is None:
        moves = True
    elif before is not None and before.organisation_id == organisation.id:
        return not before.runs(db.now)
    else:
        moves = before is not None or memberships.running(db, organisation.id, there.id) is None
    if before is not None and moves:
        others = memberships.administrators(db, before.organisation_id)
        try:
            check_leaves_an_administrator(before, None, others, db.now)
        except Fault as fault:
            raise Invalid({"organisation": [fault.detail]}) from fault
    return moves


def _bring_in(tx: Transaction, by: Viewer, import_id: str, line: Line, rules: Rules) -> Outcome:
    try:
        plan = _plan(tx, line)
    except Invalid as fault:
        return refused(fault.fields)
    if plan.outcome != "unchanged":
        user_id = _written(tx, plan)
        if plan.moves:
            called(tx, user_id, memberships.called(tx, user_id), line["organisation"])
        user = users.get(tx, user_id)
        tell(tx, "restated", user, rules)
        audit.append(tx, by.id, f"user.{plan.outcome}", user_id, {"import": import_id})
    return _said(plan.outcome)


def _written(tx: Transaction, plan: Plan) -> str:
    if plan.there is None:
        user = User(new_id(), created_at=tx.now, **plan.values)
        users.add(tx, user, None)
        return user.id
    user_id = plan.there.id
    if plan.there.state == "unverified":  # what nobody confirmed is not trusted: a stranger may have registered it
        users.set_password(tx, user_id, None)
        links.drop(tx, user_id, VERIFY)
        links.drop(tx, user_id, RESET)
    if plan.values:
        users.change(tx, user_id, None, **plan.values)
    else:
        users.count_up(tx, [user_id])
    return user_id
