"""The index and copies find, the owner permits: what is shown of another service's thing passes its owner first."""

from collections.abc import Callable, Iterable
from typing import Any

from gateway.upstream import community, knowledge
from gateway.upstream.caller import Caller
from gateway.upstream.port import Refusal, Unanswered

OWNERS = {
    "topic": community.visible,
    "reply": community.visible,
    "decision": community.visible,
    "note": community.visible,
    "article": knowledge.visible,
    "notice": knowledge.visible,
}
AT_ONCE = 100
Asked = Callable[[Caller, list[dict[str, Any]]], list[dict[str, Any]]]


class Permitted:
    """What owners said about things found elsewhere. The caller notes which owners did not say."""

    def __init__(self, caller: Caller, things: Iterable[dict[str, Any]]) -> None:
        """Ask each owner once. A thing is {kind, id} and, where the finder counts them, its `removals`."""
        wanted: dict[Asked, dict[tuple[str, str], dict[str, Any]]] = {}
        for thing in things:
            wanted.setdefault(OWNERS[thing["kind"]], {})[thing["kind"], thing["id"]] = thing
        self._found: dict[tuple[str, str], dict[str, Any]] = {}
        for ask, its_things in wanted.items():
            try:
                answers = ask(caller, list(its_things.values())[:AT_ONCE])
            except (Unanswered, Refusal) as fault:
                caller.silent.append(fault.service)
                continue
            self._found |= {(answer["kind"], answer["id"]): answer for answer in answers}

    def of(self, thing: dict[str, Any]) -> dict[str, Any] | None:
        """What its owner says of `thing`: {id, kind, title, state}; None when the viewer may not read it now."""
        return self._found.get((thing["kind"], thing["id"]))


def allowed(caller: Caller, kind: str, id: str | None) -> dict[str, Any] | None:
    """What its owner says of one thing, if there is one: {id, title}; None when the viewer may not read it now."""
    return Permitted(caller, [{"kind": kind, "id": id}]).of({"kind": kind, "id": id}) if id else None


def permitted(caller: Caller, answer: dict[str, Any]) -> dict[str, Any]:
    """`answer` with only those items whose things' owners permit them, under the titles that owners give."""
    owners = Permitted(caller, map(_told, answer["items"]))
    shown = []
    for item in answer["items"]:
        owner = owners.of(_told(item))
        if owner is not None:
            shown.append(item | {"title": owner["title"]})
    return answer | {"items": shown}


def _told(item: dict[str, Any]) -> dict[str, Any]:
    """What a message tells of: a reply may be hidden in a topic that everybody reads, and a decision is about that."""
    if item.get("decision_id") and not item.get("article_id"):  # else a notice of knowledge tells of it
        return {"kind": "decision", "id": item["decision_id"]}
    return {"kind": "reply", "id": item["reply_id"]} if item.get("reply_id") else item["thing"]
