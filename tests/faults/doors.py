"""What must hold at every API process at once: limits count together, and a session that was ended is ended."""

import math
import time
from collections.abc import Callable
from typing import TypeVar

from faults import proc
from faults.browser import Form, Line
from faults.caller import Caller
from faults.home import Home
from faults.points import Violation

T = TypeVar("T", Line, Caller)
MOST = 20  # writes a minute
TRIES = 60


def limits_hold_together(home: Home) -> None:
    """Raise Violation when somebody may write more than MOST times a minute by asking several processes."""
    lines = _at_each(home, lambda: home.people["fay"].line(), lambda line: line.api_process)
    began, form = time.monotonic(), Form("/theme", {"theme": "dark", "back": "/"})
    answers = [line.send(form) for line in lines for _ in range(MOST)]
    taken, refused = answers.count(303), answers.count(429)
    assert taken >= MOST and taken + refused == len(answers), answers
    for line in lines:
        line.close()
    refilled = math.ceil((time.monotonic() - began) * MOST / 60)
    if taken > MOST + refilled:
        raise Violation(f"{taken} writes were taken where {MOST} are allowed")


def an_ended_session_is_over(home: Home) -> None:
    """Raise Violation when any process still serves a session after it was ended."""
    token, path = home.session("ben"), "/api/community/v1/topics?state=mine"

    def asked() -> Caller:
        caller = Caller(home.house.port, token)
        assert caller.get(path).status == 200
        return caller

    callers = _at_each(home, asked, lambda caller: _process_of(home, caller))
    ended = Caller(home.house.port, token).call("DELETE", "/api/accounts/v1/sessions")
    assert ended.status == 204
    served = [caller.get(path).status for caller in callers]
    for caller in callers:
        caller.close()
    if served != [401] * len(served):
        raise Violation(f"after it was ended the session was answered {served}")


def _process_of(home: Home, caller: Caller) -> int | None:
    return proc.holder(home.house.api_processes(), home.house.port, caller.client_port)


def _at_each(home: Home, make: Callable[[], T], process_of: Callable[[T], int | None]) -> list[T]:
    """One connection at each API process; those made on the way are closed again."""
    found: dict[int | None, T] = {}
    for _ in range(TRIES):
        made = make()
        if found.setdefault(process_of(made), made) is not made:
            made.close()
        if len(found) == len(home.house.api_processes()):
            return list(found.values())
    raise AssertionError("some process took none of the connections")
