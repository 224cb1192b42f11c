"""Who is in which audiences, worked out once for each version of the person and of the rules."""

from collections import OrderedDict

from accounts.model.audience import Rules
from accounts.store import audiences, users
from portalkit.database import Reading

KEPT = 10_000


class Memo:
    """Remembered answers. Versions, and the membership somebody acts in, are read from rows by whoever asks.

    So none can be out of date, not even when a membership ends by its date and nobody has noted that.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, int, int | None, str | None], tuple[str, ...]] = OrderedDict()
        self._rules: tuple[int | None, Rules] | None = None

    def audiences(
        self, db: Reading, user_id: str, version: int, rules_version: int | None, membership_id: str | None
    ) -> tuple[str, ...]:
        """The audiences of this person at these versions; two statements when they have not been asked for before."""
        key = (user_id, version, rules_version, membership_id)
        answer = self._answers.get(key)
        if answer is None:
            answer = tuple(self.rules(db, rules_version).audiences_of(users.get(db, user_id)))
            self._answers[key] = answer
            if len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return answer

    def rules(self, db: Reading, rules_version: int | None) -> Rules:
        """The rules at this version."""
        kept = self._rules
        if kept is None or kept[0] != rules_version:
            kept = self._rules = (rules_version, Rules.of(audiences.rules(db)))
        return kept[1]
