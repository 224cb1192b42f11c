"""A portal that showed everything to everybody, then closed it, with every worker stopped."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from leaks.answers import Masks, Plain, plain
from leaks.asking import Asking, Told
from leaks.cases import Ask, Case, questions
from leaks.happenings import close
from leaks.people import OUTSIDE, PEOPLE, THINGS
from leaks.telling import mails_to
from leaks.world import World
from leaks.worlds import THOROUGH, WAYS, Worlds

AT_ONCE = [
    *((way, who) for way in ("knowledge", "community") for who in (*THOROUGH, "of-category", "powerful")),
    *(("pages", who) for who in THOROUGH),
    *((way, "outsider") for way in ("api/knowledge", "api/community", "api/notify")),
]
REMEMBERED = [("knowledge", "outsider"), ("community", "outsider"), ("pages", "visitor")]
LATER = [("knowledge", "outsider"), ("notify", "outsider"), ("pages", "outsider")]
ALSO_WRITING = [("community", "outsider"), ("community", "powerful")]
INSIDE = ("knowledge", "community", "pages")
Kept = list[tuple[Ask, str, Plain]]  # what a browser keeps: an answer with its tag


@dataclass
class Closing:
    """What was told at once after everything was closed, what to those who asked with a tag, and what later."""

    worlds: Worlds
    world: World = field(init=False)
    at_once: dict[tuple[str, str], list[Told]] = field(default_factory=dict)
    unchanged: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    inside: dict[str, list[Told]] = field(default_factory=dict)
    mails: dict[str, list[str]] = field(default_factory=dict)
    later: dict[tuple[str, str], list[Told]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.world = self.worlds.of(THINGS, open_first=True)
        kept = {asked: keep(self.world, *asked) for asked in REMEMBERED}
        close(self.world)
        for name, who in AT_ONCE:
            cases = WAYS[name].cases if (name, who) in ALSO_WRITING else reading(name)
            self.at_once[name, who] = self._told(name, who, filter(WAYS[name].is_exact_at_once, cases))
        for asked, answers in kept.items():
            self.unchanged[asked] = still_good(self.world, *asked, answers)
        for name in INSIDE:
            cases = [case for case in reading(name) if case.shows and case.by == "insider"]
            self.inside[name] = list(WAYS[name].ask(self.world, "insider", cases, inside=True).values())
        self.world.settle()
        self.mails = {who: mails_to(self.world, who) for who in PEOPLE}
        for name, who in LATER:
            self.later[name, who] = self._told(name, who, (each for each in reading(name) if each.of_others))

    def _told(self, name: str, who: str, cases: Iterable[Case]) -> list[Told]:
        """What is told, but of what `who` may read: that has another history than where it was never open."""
        told = WAYS[name].ask(self.world, who, cases).values()
        return [(ask, pages) for ask, pages in told if not OUTSIDE[who].intersection(ask.names)]


def keep(world: World, name: str, who: str) -> Kept:
    """What has a tag before it is closed."""
    asking, masks, kept = Asking(world, WAYS[name].door(world)), Masks(world), Kept()
    for case in reading(name):
        if case.method == "GET" and not case.found and not case.desk:
            for ask in questions(case):
                response = asking.send(who, ask)
                if response.status_code == 200 and "ETag" in response.headers:
                    kept.append((ask, response.headers["ETag"], plain(response, ask, masks)))
    return kept


def still_good(world: World, name: str, who: str, kept: Kept) -> list[str]:
    """Where a tag is still taken for an answer that is not the same any more."""
    asking, masks, found = Asking(world, WAYS[name].door(world)), Masks(world), []
    for ask, tag, before in kept:
        held = asking.send(who, ask, If_None_Match=tag).status_code == 304
        if held and plain(asking.send(who, ask), ask, masks) != before:
            found.append(ask.path)
    return found


def reading(name: str) -> list[Case]:
    """The cases of a way that only read; those that write are refused for the same rows as what was always closed."""
    return [case for case in WAYS[name].cases if not case.writes and not case.probe]
