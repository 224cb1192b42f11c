"""Words of templates: put into the reader's language when a template is compiled, so that they cost a page nothing.

`{{ _("text") }}` says a text, which is escaped as any value; `{% trans %}` says markup. Each language has its own
environment, so what a module draws once is drawn once a language.
"""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from jinja2 import Environment, nodes
from jinja2.ext import InternationalizationExtension
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from gateway.catalogue import TONGUES
from portalkit.catalogue import Catalogue, not_one

PLACE = re.compile(r"%\((\w+)\)s|%%")
MARKUP = {"gettext": "trans", "ngettext": "ntrans", "pgettext": "ptrans"}


class Trans(InternationalizationExtension):
    """`{% trans %}` as Jinja has it, but calls that tell markup from text."""

    def _make_node(self, *parts: Any) -> nodes.Output:
        made = super()._make_node(*parts)
        call = made.nodes[0]
        assert isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name)
        call.node.name = MARKUP[call.node.name]
        return made


class Said(NodeTransformer):
    """Puts the texts of one catalogue in the place of the calls that ask for them."""

    def __init__(self, catalogue: Catalogue, name: str | None) -> None:
        self._catalogue, self._name = catalogue, name
        self._simple = all(catalogue.plural(number) == not_one(number) for number in range(200))

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:
        """What is printed: whole texts become data, the values in them stand between."""
        made: list[nodes.Node] = []
        held: list[nodes.Expr] = []
        for child in node.nodes:
            called, call = _called(child), child
            if called in ("trans", "ptrans") or (called in ("_", "pgettext") and _constant(child)):
                held += self._pieces(*self._text(child), called in ("trans", "ptrans"), _values(child))
            elif called == "ngettext" and _plain(child):
                assert isinstance(call, nodes.Call)
                held.append(self._word(call))
            elif called == "ntrans" or (called == "ngettext" and _of_constants(child)):
                assert isinstance(call, nodes.Call)
                made += [nodes.Output(held, lineno=node.lineno)] if held else []
                made.append(self._one_of(call))
                held = []
            else:
                held.append(self.visit(child))
        if held:
            made.append(nodes.Output(held, lineno=node.lineno))
        return made

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        """A text that is handed on is a constant; one with values is put together when it is needed."""
        self.generic_visit(node)
        called = _called(node)
        if called in ("_", "pgettext") and _constant(node) and not node.kwargs:
            return nodes.Const(self._text(node)[0], lineno=node.lineno)
        return node

    def _text(self, node: nodes.Node) -> tuple[str, nodes.Node]:
        *context, text = (argument.value for argument in node.args)  # type: ignore[attr-defined]
        return self._catalogue.text(text, context[0] if context else ""), node

    def _pieces(self, text: str, node: nodes.Node, markup: bool, values: dict[str, nodes.Expr]) -> Iterator[nodes.Expr]:
        if not markup and not values:
            yield nodes.TemplateData(str(escape(text)), lineno=node.lineno)
            return
        at = 0
        for place in PLACE.finditer(text):
            before = text[at : place.start()] + ("" if place[1] else "%")
            if before:
                yield nodes.TemplateData(before if markup else str(escape(before)), lineno=node.lineno)
            if place[1]:
                if place[1] not in values:
                    raise KeyError(f"{self._name}: “{text}” names {place[1]}, which is not given")
                yield self.visit(values[place[1]])
            at = place.end()
        if text[at:]:
            yield nodes.TemplateData(text[at:] if markup else str(escape(text[at:])), lineno=node.lineno)

    def _one_of(self, node: nodes.Call) -> nodes.If:
        """A text about a number: an `if` over its forms."""
        one, many, number = node.args
        forms = self._catalogue.forms(one.value, many.value)  # type: ignore[attr-defined]
        values, markup = {"num": number} | _values(node), _called(node) == "ntrans"
        bodies = [[nodes.Output(list(self._pieces(form, node, markup, values)), lineno=node.lineno)] for form in forms]
        tests = [self._is_form(at, number) for at in range(len(forms) - 1)]
        rest = [nodes.If(test, body, [], [], lineno=node.lineno) for test, body in zip(tests[1:], bodies[1:-1])]
        return nodes.If(tests[0], bodies[0], rest, bodies[-1], lineno=node.lineno)

    def _word(self, node: nodes.Call) -> nodes.Expr:
        """The same for a plain word without values: within what is printed, which is faster than an `if` around it."""
        one, many, number = node.args
        *forms, made = self._catalogue.forms(one.value, many.value)  # type: ignore[attr-defined]
        last: nodes.Expr = nodes.Const(made)
        for at, form in reversed(list(enumerate(forms))):
            last = nodes.CondExpr(self._is_form(at, number), nodes.Const(form), last, lineno=node.lineno)
        return last.set_lineno(node.lineno, override=True)  # type: ignore[return-value]

    def _is_form(self, at: int, number: nodes.Expr) -> nodes.Expr:
        if self._simple:  # one, and all others: nothing need be called
            return nodes.Compare(number, [nodes.Operand("eq", nodes.Const(1))])
        form = nodes.Call(nodes.Name("plural", "load"), [number], [], None, None)
        return nodes.Compare(form, [nodes.Operand("eq", nodes.Const(at))])


def _called(node: nodes.Node) -> str:
    return node.node.name if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) else ""


def _constant(node: nodes.Node) -> bool:
    return all(isinstance(argument, nodes.Const) for argument in node.args)  # type: ignore[attr-defined]


def _of_constants(node: nodes.Node) -> bool:
    return all(isinstance(form, nodes.Const) for form in node.args[:2])  # type: ignore[attr-defined]


def _plain(node: nodes.Node) -> bool:
    """Whether the forms of a text about a number are constants that name nothing."""
    return _of_constants(node) and not any("%" in form.value for form in node.args[:2])  # type: ignore[attr-defined]


def _values(node: nodes.Node) -> dict[str, nodes.Expr]:
    return {pair.key: pair.value for pair in node.kwargs}  # type: ignore[attr-defined]


def speaks(environment: Environment, catalogue: Catalogue) -> None:
    """Give an environment the words of a language."""
    environment.add_extension(Trans)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals |= {
        "tongues_here": TONGUES,
        "_": catalogue.say,
        "ngettext": catalogue.count,
        "plural": catalogue.plural,
        "language": catalogue.language,
        "direction": catalogue.direction,
        "script_words": orjson.dumps(dict(catalogue.for_scripts)).decode() if catalogue.for_scripts else "",
    }
