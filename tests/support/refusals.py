"""The sentences that services refuse with, as their code says them: `{}` stands where a value comes."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What only programs and whoever runs the portal at a prompt are told.
OF_PROGRAMS = (
    *("__main__", "audit", "backends", "backup", "bus_", "commands", "engine_", "idempotency", "import"),
    *("mailbox", "operating", "outside_schemas", "problems", "routes", "settings"),
)
STALE = "Stale"  # a form says this in its own words
VALUE = "{}"


def refusals() -> dict[str, str]:
    """Each sentence with the file that says it."""
    found: dict[str, str] = {}
    for path in sorted(ROOT.glob("services/*/*/**/*.py")):
        if not path.stem.startswith(OF_PROGRAMS) and not {"tests", "testing", "migrations"} & set(path.parts):
            found |= dict.fromkeys(said_in(path.read_text()), path.relative_to(ROOT).as_posix())
    return found


def said_in(code: str) -> Iterator[str]:
    """The sentences in what this code raises, gives back as what is wrong, or calls an `error`."""
    tree = ast.parse(code)
    named = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None and _name(node.exc) != STALE:
            yield from _sentences(node.exc, named)
        elif isinstance(node, ast.keyword) and node.arg == "error":
            yield from _sentences(node.value, named)
        elif isinstance(node, ast.Call) and _name(node).startswith(("Invalid", "_wrong", "_weak", "Throttled")):
            yield from _sentences(node, named)


def _sentences(node: ast.AST, named: dict[str, ast.expr]) -> Iterator[str]:
    if isinstance(node, ast.Name) and node.id in named:
        node = named[node.id]
    text = _text(node)
    if text is None:
        for child in ast.iter_child_nodes(node):
            yield from _sentences(child, named)
    elif " " in text and text.endswith((".", "!", "?")):
        yield text


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(each.value) if isinstance(each, ast.Constant) else VALUE for each in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _name(node: ast.AST) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
