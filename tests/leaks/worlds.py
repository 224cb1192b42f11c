"""The worlds that are compared, each made when it is first needed, and what is told at their doors."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from leaks.asking import Answers, Asking, differences
from leaks.cases import Case
from leaks.content import fill
from leaks.doors import ApiDoor, Door, PagesDoor, ServiceDoor
from leaks.happenings import happen
from leaks.pages import GATEWAY
from leaks.people import OUTSIDE, THINGS
from leaks.routes import SERVICES
from leaks.world import World
from support.portal import Portal

MANY = "1000000"
NO_LIMITS = dict.fromkeys(("CALLS_A_MINUTE", "WRITES_A_MINUTE", "WRITES_A_MINUTE_IP"), MANY)


@dataclass(frozen=True)
class Way:
    """A way in, and the cases that are asked there."""

    door: Callable[[World], Door]
    cases: tuple[Case, ...]
    shows_copies: bool = False  # as they are: whoever owns the thing is asked by the portal


WAYS = {name: Way(partial(ServiceDoor, service=name), cases, True) for name, cases in SERVICES.items()}
WAYS["pages"] = Way(PagesDoor, GATEWAY)
WAYS |= {
    f"api/{name}": Way(
        partial(ApiDoor, service=name),
        tuple(replace(case, sparse=True) for case in cases if case.rule.startswith("/v1/")),
    )
    for name, cases in SERVICES.items()
}


@dataclass
class Worlds:
    """Every world lives in a folder of its own in `folder`."""

    folder: Path
    made: list[World] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.of = cache(self._of)
        self.told = cache(self._told)

    def _of(self, hides: frozenset[str], open_first: bool = False) -> World:
        folder = self.folder / str(len(self.made))
        world = World(Portal(folder, dict(NO_LIMITS)), hides, open_first)
        self.made.append(world)
        return happen(fill(world))

    @property
    def hiding(self) -> World:
        """The portal in which everything closed is there, and closed from the start."""
        return self.of(THINGS)

    def never(self, who: str) -> World:
        """The portal that never had what `who` is outside of."""
        return self.of(OUTSIDE[who])

    def _told(self, hides: frozenset[str], way: str, who: str, inside: bool = False) -> Answers:
        return ask_all(self.of(hides), way, who, inside)

    def leaks(self, here: Answers, way: str, who: str, settled: bool = True) -> list[str]:
        """Where these answers differ from those of the portal that never had it."""
        never = self.told(OUTSIDE[who], way, who)
        if not settled and WAYS[way].shows_copies:
            here = {key: told for key, told in here.items() if not told[0].case.of_others or told[0].case.found}
        return differences(here, never, frozenset(self.never(who).ids), settled)

    def close(self) -> None:
        """Let everything go."""
        for world in self.made:
            world.portal.close()


def ask_all(world: World, way: str, who: str, inside: bool = False) -> Answers:
    """All that `who` is told there."""
    return Asking(world, WAYS[way].door(world)).everything(who, WAYS[way].cases, inside)
