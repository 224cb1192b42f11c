"""The index and copies find, the owner permits: what is shown of another service's thing passes its owner first."""

from collections.abc import Iterable
from typing import Any

from gateway.upstream import community, knowledge
from gateway.upstream.caller import Caller
from gateway.upstream.port import Refusal, Unanswered

OWNERS = {"topic": community.visible, "article": knowledge.visible}
AT_ONCE = 100


class Permitted:
    """What owners said about things found elsewhere. The caller notes which owners did not say."""

    def __init__(self, caller: Caller, things: Iterable[dict[str, Any]]) -> None:
        """Ask each owner once. A thing is {kind, id} and, where the finder counts them, its `removals`."""
        wanted: dict[str, dict[str, dict[str, Any]]] = {}
        for thing in things:
            wanted.setdefault(thing["kind"], {})[thing["id"]] = thing
        self._found: dict[tuple[str, str], dict[str, Any]] = {}
        for kind, by_id in wanted.items():
            try:
                answers = OWNERS[kind](caller, list(by_id.values())[:AT_ONCE])
            except (Unanswered, Refusal) as fault:
                caller.silent.append(fault.service)
                continue
            self._found |= {(kind, answer["id"]): answer for answer in answers}

    def of(self, thing: dict[str, Any]) -> dict[str, Any] | None:
        """What its owner says of `thing`: {id, kind, title, state}; None when the viewer may not read it now."""
        return self._found.get((thing["kind"], thing["id"]))


def permitted(caller: Caller, answer: dict[str, Any]) -> dict[str, Any]:
    """`answer` with only those items whose things' owners permit them, under the titles that owners give."""
    owners = Permitted(caller, (item["thing"] for item in answer["items"]))
    shown = []
    for item in answer["items"]:
        owner = owners.of(item["thing"])
        if owner is not None:
            shown.append(item | {"title": owner["title"]})
    return answer | {"items": shown}
