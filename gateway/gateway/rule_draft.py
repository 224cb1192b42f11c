"""A rule of an audience as a form holds it: a tree of groups and conditions that may still be half-written.

The form names each node by its path (`r`, `r-0`, `r-0-2` …) and lists the paths in order, so that it is read back as it
was shown, without a script. What is not written yet is left out of the rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from gateway.values import read_list, written_list
from gateway.words import N_

ROOT = "r"
MOST_NODES, LONGEST = 300, 5000
WORDS = {
    "all": N_("All of these"),
    "any": N_("Any of these"),
    "none": N_("None of these"),
    "not-all": N_("Not all of these"),
}
FIELDS = {
    "kind": N_("Kind"),
    "country": N_("Country"),
    "region": N_("Region"),
    "products": N_("Owns"),
    "organisation": N_("Organisation"),
    "partner": N_("Partner"),
    "grade": N_("Grade"),
    "chapter": N_("Chapter"),
    "organisation_kind": N_("Kind of organisation"),
    "organisation_role": N_("Role in the organisation"),
    "roles": N_("Role"),
}
YES_AND_NO = {"yes": True, "true": True, "ja": True, "no": False, "false": False, "nein": False}


@dataclass
class Condition:
    """One line: a field, whether it is one of the values or none of them, and the values as they were typed."""

    field: str = "kind"
    turned: bool = False
    text: str = ""

    def rule(self) -> dict[str, Any] | None:
        """What it says, or None while it names no value."""
        values: list[Any] = read_list(self.text)
        if self.field == "partner":
            values = [YES_AND_NO.get(value.lower(), value) for value in values]
        elif self.field in ("kind", "roles", "organisation_kind", "organisation_role"):
            values = [value.lower() for value in values]
        elif self.field == "country":
            values = [value.upper() for value in values]
        if not values:
            return None
        leaf = {self.field: values}
        return {"not": leaf} if self.turned else leaf


@dataclass
class Group:
    """Lines that are joined by one word."""

    word: str = "all"
    parts: list["Group | Condition"] = field(default_factory=list)

    def rule(self) -> dict[str, Any] | None:
        """What it says, or None while nothing in it is written."""
        inner = [rule for part in self.parts if (rule := part.rule()) is not None]
        if not inner:
            return None
        if self.word in ("all", "any"):
            return {self.word: inner}
        return {"not": {"any" if self.word == "none" else "all": inner}}


def blank() -> Group:
    """What a new audience begins with."""
    return Group("all", [Condition()])


def draft_of(rule: dict[str, Any]) -> Group:
    """A rule as it is edited; its outermost node is a group."""
    part = _part(rule)
    return part if isinstance(part, Group) else Group("all", [part])


def _part(rule: dict[str, Any]) -> Group | Condition:
    ((word, inner),) = rule.items()
    if word in ("all", "any"):
        return Group(word, [_part(each) for each in inner])
    if word != "not":
        return _condition(word, inner)
    part = _part(inner)
    if isinstance(part, Condition):
        part.turned = not part.turned
    else:
        part.word = {"all": "not-all", "any": "none", "none": "any", "not-all": "all"}[part.word]
    return part


def _condition(name: str, values: list[Any]) -> Condition:
    if name == "partner":
        return Condition(name, text=written_list("yes" if value else "no" for value in values))
    return Condition(name, text=written_list(values))


def read_draft(form: MultiDict[str, str]) -> Group:
    """The draft that a form holds; what is no part of a tree is left out."""
    root = Group(_word(form, ROOT))
    nodes: dict[str, Group | Condition] = {ROOT: root}
    for path in form.getlist("node")[:MOST_NODES]:
        above = nodes.get(path.rpartition("-")[0])
        if path in nodes or not isinstance(above, Group):
            continue
        nodes[path] = Group(_word(form, path)) if f"word_{path}" in form else _line(form, path)
        above.parts.append(nodes[path])
    _edit(nodes, form.get("do", ""))
    return root


def _word(form: MultiDict[str, str], path: str) -> str:
    word = form.get(f"word_{path}", "all")
    return word if word in WORDS else "all"


def _line(form: MultiDict[str, str], path: str) -> Condition:
    name, text = form.get(f"field_{path}", "kind")[:60], form.get(f"values_{path}", "")[:LONGEST]
    return Condition(name, form.get(f"is_{path}") == "not", text)


def _edit(nodes: dict[str, Group | Condition], do: str) -> None:
    """Do to the tree what a button of the form says."""
    act, _, path = do.partition(":")
    node = nodes.get(path)
    if act == "remove" and node is not None and path != ROOT:
        above = nodes[path.rpartition("-")[0]]
        assert isinstance(above, Group)  # or the node would not have been read
        above.parts = [part for part in above.parts if part is not node]
    elif isinstance(node, Group) and act in ("condition", "group"):
        node.parts.append(Condition() if act == "condition" else Group("any", [Condition()]))


def paths(group: Group, path: str = ROOT) -> Iterator[tuple[str, "Group | Condition"]]:
    """Each node below `group` with its path, in the order in which a form lists them."""
    for number, part in enumerate(group.parts):
        below = f"{path}-{number}"
        yield below, part
        if isinstance(part, Group):
            yield from paths(part, below)
