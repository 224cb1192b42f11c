"""Templates: Jinja2 set up for this portal, and for speed."""

import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as escaped_text
except ImportError:  # no compiled part on this platform
    from markupsafe._native import _escape_inner as escaped_text

from gateway import RELEASE
from gateway.catalogue import ENGLISH, Catalogue, catalogues
from gateway.filters import filters_in
from gateway.template_words import Said, speaks

FOLDER = Path(__file__).parent / "templates"
OF_DICTS = frozenset(dir(dict))
PLAIN = frozenset({FunctionType, MethodType, type, type(cache(str))})


def written(value: Any) -> str:
    """A value as it goes into a page: escaped, unless it is markup already.

    The same as markupsafe's `escape`, but text is not wrapped as markup again, only to be joined a moment later. A
    list of topics writes some four hundred values.
    """
    kind = type(value)
    if kind is str:
        return escaped_text(value)  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)  # type: ignore[no-any-return]


class _Compiler(CodeGenerator):
    """Writes `environment.written(…)` around each value that a template prints.

    What is nearly always so, a key of a dict and a value that is text, is written out where it stands: a page has some
    eight hundred of them, and to call a function for each takes longer than what it does.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            raise AssertionError(f"{self.name} switches escaping off")
        self._value = self.temporary_identifier()
        self.write(f"(environment.escaped({self._value}) if type({self._value} := (")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        value = self._value
        self.write(f")) is str else str({value}) if type({value}) is int else environment.written({value}))")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        found, name = self.temporary_identifier(), repr(node.attr)
        self.write(f"({found}[{name}] if type({found} := (")
        self.visit(node.node, frame)
        self.write(f")) is dict and {name} in {found} else environment.getattr({found}, {name}))")


class _Context(Context):
    """Calls macros and functions as what they are: Jinja2 looks in six places whether one wants to know who calls."""

    @internalcode
    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:
        kind = type(called)
        if kind is not Macro and (kind not in PLAIN or "jinja_pass_arg" in called.__dict__):
            return super().call(called, *args, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return called(self.eval_ctx, *args, **named) if kind is Macro else called(*args, **named)


class _Environment(Environment):
    """Looks up `x.name` as a key first when x is a dict, which nearly all that pages show are.

    It is what authors of templates mean (`view.items` is the list in it, not the method), and saves an exception each.
    """

    code_generator_class, context_class = _Compiler, _Context
    written, escaped = staticmethod(written), staticmethod(escaped_text)

    def __init__(self, catalogue: Catalogue, **settings: Any) -> None:
        super().__init__(**settings)
        self._catalogue = catalogue
        speaks(self, catalogue)

    def _generate(self, source: nodes.Template, name: str | None, *more: Any, **rest: Any) -> str:
        Said(self._catalogue, name).visit(source)
        return super()._generate(source, name, *more, **rest)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals as one plain dict, since they stay the same: each page, include and import walks through them."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            if attribute in obj:
                return obj[attribute]
            if attribute not in OF_DICTS:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


class _Kept(FileSystemBytecodeCache):
    """Compiled templates on the disk. One that cannot be kept, as on a full disk, is compiled again next time."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _cache(folder: Path | None, catalogue: Catalogue) -> _Kept | None:
    if folder is None:
        return None
    # What an earlier release compiled may call what is no longer there, or say it otherwise.
    own = folder / RELEASE / f"{catalogue.language}{catalogue.digest}"
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _Kept(str(own))


class Templates:
    """Renders the portal's pages and fragments. Compiled templates are kept in `kept_in`, for the next process."""

    def __init__(
        self,
        static: Callable[[str], str],
        kept_in: Path | None,
        globals: dict[str, Any],
        spoken: Mapping[str, Catalogue] | None = None,
    ) -> None:
        self._spoken = catalogues() if spoken is None else spoken
        # `kept`: a macro that always draws the same for the same words draws it once.
        # `enumerate`: a loop's own `loop.index` asks in five places for each turn.
        shared = {"static": static, "kept": cache, "enumerate": enumerate, **globals}
        self._environments = {
            language: _environment(catalogue, kept_in, shared) for language, catalogue in self._spoken.items()
        }

    @property
    def release(self) -> str:
        """A hash that changes with any of the templates, and with what any language says."""
        digest = hashlib.sha256("".join(each.digest for each in self._spoken.values()).encode())
        for path in sorted(FOLDER.rglob("*.html")):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    def render(self, name: str, values: dict[str, Any], language: str = ENGLISH) -> bytes:
        """The page `name` with `values`, in a language that the portal speaks."""
        return self._environments[language].get_template(name).render(values).encode()

    def warm(self) -> None:
        """Compile every template now, so that nobody waits for it later."""
        for environment in self._environments.values():
            for name in environment.list_templates():
                environment.get_template(name)


def _environment(catalogue: Catalogue, kept_in: Path | None, shared: dict[str, Any]) -> _Environment:
    made = _Environment(
        catalogue,
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_cache(kept_in, catalogue),
    )
    made.filters |= filters_in(catalogue)
    made.globals |= shared
    return made
