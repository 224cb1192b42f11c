"""Asking a portal everything, as somebody, and comparing with a portal that never had what is hidden."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from leaks.answers import Masks, Plain, as_compared, pages_of
from leaks.cases import Ask, Case, Key, questions
from leaks.doors import Door
from leaks.people import EVERY_ROLE, OUTSIDE, PEOPLE
from leaks.world import World
from werkzeug.test import TestResponse

NAMED = re.compile(r"<([a-z]+:[a-z0-9-]+|never)>")
Answers = dict[Key, tuple[Ask, list[Plain]]]


@dataclass(frozen=True)
class Asking:
    """Asks at one door of one world."""

    world: World
    door: Door

    def everything(self, who: str, cases: Iterable[Case], inside: bool = False) -> Answers:
        """All that `who` is told; somebody `inside` only reads, and also where editors work."""
        known, made = frozenset(self.world.ids), Answers()
        masks = Masks(self.world)
        for case in cases:
            if not case.probe and not (case.writes if inside else case.desk and works_there(who)):
                for ask in questions(case):
                    key = ask.key(known)
                    theirs = case.writes and OUTSIDE[who].intersection(ask.names)
                    if key not in made and not theirs:
                        made[key] = (ask, self.pages(who, ask, masks))
        return made

    def pages(self, who: str, ask: Ask, masks: Masks) -> list[Plain]:
        """One answer, all its pages."""
        return pages_of(ask, lambda cursor: self.send(who, ask, cursor), masks)

    def send(self, who: str, ask: Ask, cursor: str = "", **headers: str) -> TestResponse:
        """Ask once, for the page at `cursor`."""
        path, body = (NAMED.sub(lambda found: self.world.id(found[1]), text) for text in (ask.path, ask.body))
        more = f"{'&' if '?' in path else '?'}cursor={cursor}" if cursor else ""
        return self.door.send(who, ask.case.method, path + more, body, **headers)


def works_there(who: str) -> bool:
    """Whether somebody works on things at the desk, whoever may read them."""
    return who in PEOPLE and PEOPLE[who].roles == EVERY_ROLE


def differences(here: Answers, never: Answers, known: frozenset[str], settled: bool = True) -> list[str]:
    """Where the answers `here` are not those of a portal that only ever had the `known` things."""
    found = []
    for ask, got in here.values():
        want = as_compared(ask, never[ask.key(known)][1], settled)
        if as_compared(ask, got, settled) != want:
            lines = (each.decode().split("\n") for each in (want, as_compared(ask, got, settled)))
            shown = [line[:300] for line in list(difflib.unified_diff(*lines, "never", "here", n=1))[2:40]]
            found.append("\n".join([f"{ask.case.method} {ask.path} {ask.body}", *shown]))
    return found
