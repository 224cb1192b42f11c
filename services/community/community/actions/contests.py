"""Make contests, and change them while they are not over."""

from datetime import datetime

from community.actions.writing import written
from community.model.contest import Contest, check_open, check_times, clean_kinds
from community.model.writing import clean_title
from community.store import categories, contests
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Invalid, Missing
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def make_contest(
    tx: Transaction,
    staff: Viewer,
    title: str,
    body: str,
    starts_at: datetime,
    ends_at: datetime,
    kinds: list[str],
    category_id: str | None = None,
) -> Contest:
    """Make a contest, in a category that `staff` may read or everywhere. Raises Invalid."""
    check_times(starts_at, ends_at, tx.now)
    if category_id is not None:
        try:
            categories.get(tx, staff, category_id)
        except Missing as fault:
            raise Invalid({"category_id": ["Choose one of the categories."]}) from fault
    text = written(tx, staff, staff.id, body)
    contest = Contest(
        id=new_id(),
        title=clean_title(title),
        body=text.body,
        html=text.html,
        starts_at=starts_at,
        ends_at=ends_at,
        category_id=category_id,
        kinds=clean_kinds(kinds),
        made_by=staff.id,
        made_at=tx.now,
    )
    contests.add(tx, contest)
    acts.note(tx, staff, "contest.created", contest.id)
    return contest


def change_contest(
    tx: Transaction, staff: Viewer, contest_id: str, version: int | None, title: str, body: str, ends_at: datetime
) -> Contest:
    """Change what a contest says and when it ends; what counts stays. Raises Missing, Refused, Invalid, Stale."""
    contest = contests.get(tx, staff, contest_id)
    check_open(contest, tx.now)
    check_times(contest.starts_at, ends_at, tx.now)
    text = written(tx, staff, contest.made_by, body)
    said = {"title": clean_title(title), "body": text.body, "html": text.html}
    changed = contests.change(tx, contest, version, ends_at, **said)
    acts.note(tx, staff, "contest.changed", contest.id)
    return changed
