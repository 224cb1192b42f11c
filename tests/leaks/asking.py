"""Asking a portal everything, as somebody, and comparing with a portal that never had what is hidden."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.test import TestResponse

from gateway.addresses import slug
from leaks.answers import Masks, Plain, as_compared, pages_of
from leaks.cases import NAMED, Ask, Case, Key, questions
from leaks.doors import Door
from leaks.people import EVERY_ROLE, OUTSIDE, PEOPLE
from leaks.words import title, words_of
from leaks.world import World

TITLED = re.compile(NAMED.pattern + "-words")  # the id with the words of its own title behind it

Told = tuple[Ask, list[Plain]]
Answers = dict[Key, Told]


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
        path = TITLED.sub(lambda found: f"{found[0].removesuffix('words')}{slug(title(found[1]))}", ask.path)
        path, body = (NAMED.sub(lambda found: self.world.id(found[1]), text) for text in (path, ask.body))
        more = f"{'&' if '?' in path else '?'}cursor={cursor}" if cursor else ""
        return self.door.send(who, ask.case.method, path + more, body, **headers)


def works_there(who: str) -> bool:
    """Whether somebody works on things at the desk, whoever may read them."""
    return who in PEOPLE and PEOPLE[who].roles == EVERY_ROLE


def differences(here: Iterable[Told], never: Answers, known: frozenset[str], settled: bool = True) -> list[str]:
    """Where the answers `here` are not those of a portal that only ever had the `known` things."""
    found = []
    for ask, got in here:
        want = as_compared(ask, never[ask.key(known)][1], settled, got)
        told = as_compared(ask, got, settled)
        if told != want:
            found.append(f"{ask.case.method} {ask.path} {ask.body}\n{_shown(want.decode(), told.decode())}")
    return found


def unseen(told: Iterable[Told], case: Case) -> list[str]:
    """What a case promises to show to somebody inside, and did not."""
    mine = [(ask, pages) for ask, pages in told if ask.case == case]
    text = " ".join(str(pages) for _, pages in mine)
    return [name for name in case.shows if f"<{name}>" not in text and not _under_its_address(mine, name)]


def _under_its_address(told: Iterable[Told], name: str) -> bool:
    """Whether an answer to a question about it has its words, or as data its id."""
    about = [pages[0]["body"] for ask, pages in told if name in ask.names and pages[0]["status"] == 200]
    signs = words_of(name)
    return any(
        any(sign in str(body) for sign in signs) or (body != str(body) and "<asked>" in str(body)) for body in about
    )


def _shown(want: str, told: str) -> str:
    lines = list(difflib.unified_diff(_lines(want), _lines(told), "never", "here", n=1))
    return "\n".join(line[:200] for line in lines[2:30])


def _lines(text: str) -> list[str]:
    return text.replace("\\n", "\n").split("\n")
