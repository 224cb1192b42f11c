"""Pages say nothing that no catalogue could translate: every text stands in `_()` or `{% trans %}`, or is listed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from gateway.service_words import TEXTS, _pattern

FOLDER = Path(__file__).parents[1] / "gateway" / "templates"
TRANS = re.compile(r"\{%-? *trans\b.*?endtrans *-?%\}", re.S)
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
SILENT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.S)
TAG = re.compile(r"</?[a-zA-Z!][^>]*>")
SPOKEN = re.compile(r'\b(?:aria-label|placeholder|alt|title)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{2,}")
OF_MACHINES = re.compile(r"/|\w+=")  # an address, or attributes, that a macro writes
SAME_EVERYWHERE = {"kB", "MB", "UTC"}
NAMES = sorted(path.relative_to(FOLDER).as_posix()[:-5] for path in FOLDER.rglob("*.html"))


def bare(name: str) -> list[str]:
    """What a template says without asking a catalogue."""
    text = CODE.sub("", TRANS.sub("", (FOLDER / f"{name}.html").read_text()))
    text = SILENT.sub("", text)
    said = [*TAG.split(text), *(value for tag in TAG.findall(text) for value in SPOKEN.findall(tag))]
    return [
        piece.strip()
        for piece in said
        if set(WORD.findall(piece)) - SAME_EVERYWHERE and not OF_MACHINES.match(piece.strip())
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_says_nothing_past_the_catalogue(name):
    assert bare(name) == []


ASKED = {"_", "gettext", "icon", "ngettext", "pgettext", "trans"}
SAYS = re.compile(r"[A-Z][a-z]+|[A-Za-z]+ [a-z]{2,}|^ [a-z]{3,}|[a-z]{3,} $")
OF_CODE = re.compile(r"[a-z]-[a-z]|[/=<>:]")
NAMES_OF_THINGS = {"Deutsch", "English", "Español", "Français", "OpenAPI 3.1", "light dark"}


def constants(node: nodes.Node) -> Iterator[str]:
    """The texts in a template's code that are neither asked of a catalogue nor only compared with."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in ASKED:
        return
    if isinstance(node, nodes.Compare | nodes.Test):
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    skipped = {"key"} if isinstance(node, nodes.Pair) else {"arg"} if isinstance(node, nodes.Getitem) else ()
    for child in node.iter_child_nodes(exclude=skipped or None):
        yield from constants(child)


@pytest.mark.parametrize("name", NAMES)
def test_the_code_of_a_template_holds_no_texts_either(name):
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse((FOLDER / f"{name}.html").read_text())
    said = {text for text in constants(tree) if SAYS.search(text) and not OF_CODE.search(text)}
    assert said - NAMES_OF_THINGS == set()


PYTHON = FOLDER.parent
FOR_PROGRAMS = ("api/", "settings.py", "__main__.py", "service_words.py", "service_refusals.py", "service_names.py")
MARKED = {"_", "N_", "ngettext", "pgettext"}
SENTENCE = re.compile(r"^[A-Z“].* .*[.!?]$", re.S)
MODULES = sorted(path.relative_to(PYTHON).as_posix() for path in PYTHON.rglob("*.py"))


def sentences(node: ast.AST) -> Iterator[str]:
    """What reads like a sentence and is not marked; docstrings are for whoever reads the code."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKED:
        return
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(each.value) if isinstance(each, ast.Constant) else "7" for each in node.values)
        if SENTENCE.search(text):
            yield text
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and SENTENCE.search(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from sentences(child)


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith(FOR_PROGRAMS)])
def test_python_says_no_sentence_past_the_catalogue(name):
    patterns = [_pattern(text) for text in TEXTS]
    said = sentences(ast.parse((PYTHON / name).read_text()))
    assert [text for text in said if not any(each.fullmatch(text) for each in patterns)] == []
