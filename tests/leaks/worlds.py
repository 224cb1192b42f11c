"""The worlds that are compared, each made when it is first needed, and what is told at their doors."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from support.portal import Portal

from leaks.asking import Answers, Asking, Told, differences
from leaks.cases import Case
from leaks.content import fill
from leaks.doors import ApiDoor, Door, PagesDoor, ServiceDoor, TokenDoor
from leaks.happenings import happen
from leaks.pages import GATEWAY
from leaks.pages_data import MY_DATA
from leaks.pages_exchange import EXCHANGE_PAGES
from leaks.pages_people_import import PEOPLE_IMPORT
from leaks.pages_recognition import RECOGNITION_PAGES
from leaks.pages_told import TOLD_PAGES
from leaks.people import OUTSIDE, THINGS
from leaks.routes import SERVICES
from leaks.routes_internal_notes import INTERNAL_PAGES
from leaks.routes_places import BROWSER_PAGES
from leaks.world import World

MANY = "1000000"
NO_LIMITS = dict.fromkeys(("CALLS_A_MINUTE", "WRITES_A_MINUTE", "WRITES_A_MINUTE_IP"), MANY)


THOROUGH = ("visitor", "outsider")


@dataclass(frozen=True)
class Way:
    """A way in, who goes there, and the cases that are asked."""

    door: Callable[[World], Door]
    cases: tuple[Case, ...]
    people: tuple[str, ...] = tuple(OUTSIDE)
    shows_copies: bool = False  # as they are: whoever owns the thing is asked by the portal

    def is_exact_at_once(self, case: Case) -> bool:
        """Whether what a case shows is right before any worker has heard of a change."""
        return not (self.shows_copies and case.of_others and not case.found)

    def ask(self, world: World, who: str, cases: Iterable[Case] | None = None, inside: bool = False) -> Answers:
        """All that `who` is told here, or what these cases say. Most people look for every third word only."""
        asked = self.cases if cases is None else cases
        if not inside and who not in THOROUGH:
            asked = [replace(case, sparse=case.sparse or case.found) for case in asked]
        return Asking(world, self.door(world)).everything(who, asked, inside)


PUSHED_AS = {"VAPID_PRIVATE_KEY": "AQEB" * 10 + "AQE"}  # pages show its public half, which all worlds have in common
WAYS = {name: Way(partial(ServiceDoor, service=name), cases, shows_copies=True) for name, cases in SERVICES.items()}
PAGES = (*GATEWAY, *MY_DATA, *RECOGNITION_PAGES, *BROWSER_PAGES, *EXCHANGE_PAGES, *PEOPLE_IMPORT)
PAGES += (*INTERNAL_PAGES, *TOLD_PAGES)
WAYS["pages"] = Way(PagesDoor, PAGES, ("visitor", "outsider", "of-category", "colleague", "powerful"))
WAYS |= {  # the same routes once more, so not of all things, and not by everybody
    f"api/{name}": Way(
        partial(ApiDoor, service=name),
        tuple(replace(case, sparse=True) for case in cases if case.rule.startswith("/v1/")),
        THOROUGH if name == "knowledge" else ("outsider",),
    )
    for name, cases in SERVICES.items()
}
WAYS["token/knowledge"] = replace(WAYS["api/knowledge"], door=partial(TokenDoor, service="knowledge"))
ASKED = [(way, who) for way in WAYS for who in WAYS[way].people]


@dataclass
class Worlds:
    """Every world lives in a folder of its own in `folder`."""

    folder: Path
    made: list[World] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.of = cache(self.fresh)
        self.told = cache(self._told)

    def fresh(self, hides: frozenset[str], open_first: bool = False) -> World:
        """A world that nobody else uses."""
        folder = self.folder / str(len(self.made))
        world = World(Portal(folder, NO_LIMITS | PUSHED_AS), hides, open_first)
        self.made.append(world)
        return happen(fill(world))

    @property
    def hiding(self) -> World:
        """The portal in which everything closed is there, and closed from the start."""
        return self.of(THINGS)

    def never(self, who: str) -> World:
        """The portal that never had what `who` is outside of."""
        return self.of(OUTSIDE[who])

    def _told(self, hides: frozenset[str], way: str, who: str) -> Answers:
        return WAYS[way].ask(self.of(hides), who)

    def leaks(self, here: Iterable[Told], way: str, who: str, settled: bool = True) -> list[str]:
        """Where these answers differ from those of the portal that never had it."""
        return differences(here, self.told(OUTSIDE[who], way, who), frozenset(self.never(who).ids), settled)

    def close(self) -> None:
        """Let everything go."""
        for world in self.made:
            world.portal.close()
