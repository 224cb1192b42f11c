"""Who is asking: accounts says so on every request that carries a session, and its last word is kept for a minute.

The last word only serves reads while accounts does not answer; whoever writes is asked about for sure.
"""

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.store.last_words import LastWords
from gateway.upstream import accounts, tokens
from gateway.upstream.caller import Caller
from gateway.upstream.port import Refusal, Unanswered
from portalkit.viewer import VISITOR, Viewer

KEPT = 4096
SESSION = re.compile(r"[A-Za-z0-9_.~-]{20,128}")
NOBODY = {"signed_in": False, "id": None, "name": "", "kind": "visitor", "roles": [], "locale": "en"}


@dataclass(frozen=True, slots=True)
class Who:
    """The person behind a request, or a visitor."""

    viewer: Viewer = VISITOR
    shown: dict[str, Any] = field(default_factory=lambda: NOBODY)  # what templates see of it
    email: str = ""
    session: str = ""
    version: str = ""  # accounts counts it up whenever anything about this person or session changes
    # An administrator looks at the portal as this person, or as whoever is in an audience: {by, until, audience, back}.
    viewing: dict[str, str] | None = None
    last_visit_at: str = ""  # when their visit before this one ended: what came since is new to them
    scopes: frozenset[str] | None = None  # what a token may do; none of them limits a session
    unsure: bool = False  # accounts did not answer: a visitor, or somebody known from a moment ago

    @property
    def signed_in(self) -> bool:
        """Whether this is a person with an account."""
        return self.viewer.signed_in


VISITING = Who()
UNKNOWN = Who(unsure=True)


class Identity:
    """Asks accounts who a session is, and falls back on its last word."""

    def __init__(self, last_words: LastWords) -> None:
        self._last_words, self._lock = last_words, threading.Lock()
        self._people: OrderedDict[str, Who] = OrderedDict()  # by session, so that a Who is made once a version

    def of(self, session: str, caller: Caller, visiting: bool, seconds: float) -> Who:
        """Who `session` belongs to now; `unsure` when accounts gave no answer in `seconds`.

        Who is `visiting` opens a page: it counts as being here.
        """
        if not SESSION.fullmatch(session):
            return VISITING
        try:
            told = self._asked(session, caller, visiting, seconds)
        except (Unanswered, Refusal):
            word = self._last_words.find(session)
            return replace(self._person(session, word), unsure=True) if word else UNKNOWN
        if not told["signed_in"]:
            self._last_words.drop(session)
            return VISITING
        self._last_words.keep(session, told["version"], told)
        return self._person(session, told)

    def _asked(self, session: str, caller: Caller, visiting: bool, seconds: float) -> dict[str, Any]:
        if session.startswith(tokens.START):
            return tokens.holder(caller, session, seconds)  # type: ignore[no-any-return]
        return accounts.whoami(caller, session, visiting, seconds)  # type: ignore[no-any-return]

    def forget(self, session: str) -> None:
        """Drop the last word about a session that was ended here."""
        self._last_words.drop(session)

    def _person(self, session: str, told: dict[str, Any]) -> Who:
        known = self._people.get(session)
        if known is not None and known.version == told["version"]:
            return known
        made = _who(session, told)
        with self._lock:
            self._people[session] = made
            while len(self._people) > KEPT:
                self._people.popitem(last=False)
        return made


def _who(session: str, told: dict[str, Any]) -> Who:
    viewing = told.get("viewing")
    person = viewing["viewer"] if viewing else told["viewer"]
    viewer = Viewer(
        id=person["id"],
        kind=person["kind"],
        roles=frozenset(person["roles"]),
        audiences=frozenset(person["audiences"]),
        organisation=person.get("organisation"),
        locale=person.get("locale") or "en",
        sid=told.get("sid"),
    )
    shown = {
        "signed_in": True,
        "id": viewer.id,
        "name": person["name"],
        "kind": viewer.kind,
        "roles": sorted(viewer.roles),
        "locale": viewer.locale,
    }
    looking = _looking(told) if viewing else None
    # Who looks as somebody does not learn when that person was here.
    last_visit_at = "" if looking else told.get("last_visit_at") or ""
    scopes = frozenset(told["scopes"]) if "scopes" in told else None
    return Who(viewer, shown, person.get("email", ""), session, told["version"], looking, last_visit_at, scopes)


def _looking(told: dict[str, Any]) -> dict[str, str]:
    viewing, audience = told["viewing"], told["viewing"].get("audience")
    back = f"/staff/audiences/{audience['id']}" if audience else f"/staff/people/{viewing['viewer']['id']}"
    name = audience["name"] if audience else ""
    return {"by": told["viewer"]["name"], "until": viewing["until"], "audience": name, "back": back}
