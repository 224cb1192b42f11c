"""Pages as a reader's program sees them: elements, their text, and forms that can be filled in."""

import re
from collections.abc import Mapping
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
APART = frozenset(("article", "button", "dd", "div", "dt", "form", "h1", "h2", "h3", "li", "nav", "p", "section", "ul"))

WORDS = re.compile(r"(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[^/]*")


class Element:
    """One element with what stands in it."""

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tag, self.attributes = tag, dict(attributes)
        self.children: list[Element | str] = []

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>{self.text[:80]}"

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def raw(self) -> str:
        """All text, as it is."""
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        """All text, with single spaces, and a space between what stands apart."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        text = "".join(child if isinstance(child, str) else child._words() for child in self.children)
        return f" {text} " if self.tag in APART else text

    @cached_property
    def _below(self) -> list["Element"]:
        found: list[Element] = []
        for child in self.children:
            if not isinstance(child, str):
                found += [child, *child._below]
        return found

    def all(self, tag: str = "", of: str = "", **attributes: str | None) -> list["Element"]:
        """Elements below, by tag, class (`of`) and attributes; `_` in a name stands for `-`, None for "any value"."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self._below
            if (not tag or one.tag == tag)
            and (not of or of in one["class"].split())
            and all(name in one.attributes and value in (None, one[name]) for name, value in wanted.items())
        ]

    def first(self, tag: str = "", of: str = "", **attributes: str | None) -> "Element":
        """The first of `all`; the test fails when there is none."""
        found = self.all(tag, of, **attributes)
        assert found, f"no <{tag or '*'} class={of} {attributes}> in: {self.text[:600]}"
        return found[0]

    def links(self) -> dict[str, str]:
        """Where one can go from here: text by address."""
        return {link["href"]: link.text for link in self.all("a") if link["href"]}

    def form(self, action: str) -> "Form":
        """The form that is sent to `action`: to a thing by its id, without the words that may stand behind it."""
        return Form(self.first("form", action=WORDS.sub(r"\1", action)))

    def forms(self) -> list["Form"]:
        """All forms that change something."""
        return [Form(form) for form in self.all("form") if form["method"].lower() == "post"]


class Form:
    """A form with what it would send as it stands."""

    def __init__(self, element: Element) -> None:
        self.element, self.action = element, element["action"]
        self.fields: dict[str, list[str]] = {}
        for control in element.all():
            if control["name"] and control.tag in ("input", "select", "textarea"):
                self.fields.setdefault(control["name"], []).extend(_values(control))

    def sent(self, press: str = "", **values: Any) -> list[tuple[str, str]]:
        """What the browser sends with `values` filled in, after the button `press` (its value)."""
        unknown = values.keys() - self.fields.keys()
        assert not unknown, f"the form at {self.action} has no field {unknown}, only {set(self.fields)}"
        filled = self.fields | {name: value if isinstance(value, list) else [value] for name, value in values.items()}
        pairs = [(name, str(value)) for name, listed in filled.items() for value in listed]
        if press:
            pairs += [(button["name"], press) for button in self.element.all("button", value=press)[:1]]
        return pairs


def _values(control: Element) -> list[str]:
    if control.tag == "textarea":
        return [control.raw.removeprefix("\n")]
    if control.tag == "select":
        options = control.all("option")
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        return [one.attributes.get("value", one.text) for one in chosen]
    if control["type"] in ("checkbox", "radio") and "checked" not in control.attributes:
        return []
    return [control["value"]]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while any(one.tag == tag for one in self.open[1:]) and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(text: str) -> Element:
    """The document of `text`."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.open[0]
