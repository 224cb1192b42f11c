"""A page is a list of panels: what each fetches, and whether the page makes sense without it."""

import contextvars
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Blueprint, Response

from gateway.arrivals import require
from gateway.responses import context_tag, fragment_response, known_tag, page_response, page_tag, unchanged
from gateway.upstream.caller import Caller
from gateway.upstream.port import Refusal, Unanswered, Unchanged
from gateway.visit import Visit, portal, visit

THREADS = 16
_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="panels")
pages = Blueprint("pages", __name__)
kept_paths: list[str] = []  # patterns of addresses whose answers the micro-cache may keep


class Panel:
    """One call to a service: `fetch(caller, *args)`.

    With `need` a failure of it is the failure of the page; else the page comes with `otherwise` in its place, and says
    which service is missing. `gives` are keys of the answer that become names of the page by themselves.
    """

    __slots__ = ("args", "fetch", "gives", "need", "otherwise")

    def __init__(
        self,
        fetch: Callable[..., Any],
        *args: Any,
        need: bool = False,
        gives: tuple[str, ...] = (),
        otherwise: Any = None,
    ) -> None:
        self.fetch, self.args, self.need, self.gives, self.otherwise = fetch, args, need, gives, otherwise


class Made:
    """A value that `make(values)` makes of the page's other values, once they are all there."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[dict[str, Any]], Any]) -> None:
        self.make = make


class Page:
    """A GET whose function names its panels; also what a form shows again when something in it needs another look."""

    def __init__(
        self, parts: Callable[..., Any], template: str, by: str, keep: bool, answer: Callable[..., Response]
    ) -> None:
        self._parts, self._template, self._by, self._keep, self._answer = parts, template, by, keep, answer
        self.__name__ = parts.__name__
        self.opens = answer is page_response  # somebody is here; parts of pages are also fetched by the clock

    def __call__(self, **ids: Any) -> Response:
        """Answer a GET."""
        require(self._by)
        parts = self._parts(**ids)
        if isinstance(parts, Response):
            return parts
        there = visit()
        context = _context(parts, there)
        known = there.services.known = known_tag(context) if context else None
        try:
            values = gather(parts, there)
        except Unchanged:
            return unchanged(page_tag(context, known or ""), self._keep)
        tag = there.services.tag and context and page_tag(context, there.services.tag)
        return self._answer(self._template, values, tag=tag, keep=self._keep)

    def again(
        self, status: int, errors: dict[str, str], typed: dict[str, Any], more: dict[str, Any], **ids: Any
    ) -> Response:
        """The page once more, with what was typed, what is wrong with it, and `more` names."""
        parts = self._parts(**ids)
        if isinstance(parts, Response):
            return parts
        values = gather(parts | more, visit())
        return page_response(self._template, values | {"errors": errors, "typed": typed}, status)


def _context(parts: dict[str, Any], there: Visit) -> str:
    # One panel: its service's tag and the rest of what the page depends on make the page's. Several would need all of
    # their tags, and one that has changed would need the others' answers after all.
    single = sum(isinstance(part, Panel) for part in parts.values()) == 1
    return context_tag(portal(), there) if single and not there.degraded else ""


def page(
    rule: str, template: str, *, by: str = "anyone", cache_for_visitors: bool = False
) -> Callable[[Callable[..., Any]], Page]:
    """Make a function the page at `rule`: it returns names of its template with values, some of them panels.

    `by` says who may see it: anyone, member, staff or a role of theirs. `cache_for_visitors` lets the micro-cache keep
    it a moment.
    """
    return _route(rule, template, by, cache_for_visitors, page_response)


def fragment(
    rule: str, template: str, *, by: str = "anyone", cache_for_visitors: bool = False
) -> Callable[[Callable[..., Any]], Page]:
    """The same for a part of a page, which is loaded after it."""
    return _route(rule, template, by, cache_for_visitors, fragment_response)


def _route(
    rule: str, template: str, by: str, keep: bool, answer: Callable[..., Response]
) -> Callable[[Callable[..., Any]], Page]:
    def decorate(parts: Callable[..., Any]) -> Page:
        shown = Page(parts, template, by, keep, answer)
        pages.add_url_rule(rule, endpoint=parts.__name__, view_func=shown)
        if keep:
            keeps(rule)
        return shown

    return decorate


def keeps(rule: str) -> None:
    """Let the micro-cache look at answers of `rule`."""
    kept_paths.append(re.sub(r"<[^>]+>", "[^/]+", rule))


def gather(parts: dict[str, Any], there: Visit) -> dict[str, Any]:
    """The values of a page. Raises what a needed panel raises.

    Several calls are made at once only where that gains anything: over sockets, and when there are two or more.
    """
    panels = {name: part for name, part in parts.items() if isinstance(part, Panel)}
    answers = _fetch_all(panels, there.services)
    values: dict[str, Any] = {}
    for name, part in parts.items():
        if name not in panels:
            values[name] = part
            continue
        answer = answers[name]
        missing = isinstance(answer, Unanswered)
        if missing:
            there.misses(answer.service)
        if part.gives:
            values.update({key: part.otherwise if missing else answer[key] for key in part.gives})
        else:
            values[name] = part.otherwise if missing else answer
    for service in there.services.silent:
        there.misses(service)
    for name, part in parts.items():
        if isinstance(part, Made):
            values[name] = part.make(values)
    return values


def _fetch_all(panels: dict[str, Panel], caller: Caller) -> dict[str, Any]:
    if len(panels) < 2 or not caller.parallel:
        return {name: _fetched(panel, caller) for name, panel in panels.items()}
    begun = {
        name: _pool.submit(contextvars.copy_context().run, _fetched, panel, caller) for name, panel in panels.items()
    }
    return {name: future.result() for name, future in begun.items()}


def _fetched(panel: Panel, caller: Caller) -> Any:
    """The panel's answer, or Unanswered itself when the page can do without."""
    try:
        return panel.fetch(caller, *panel.args)
    except Unanswered as fault:
        if panel.need:
            raise
        return fault
    except Refusal as fault:
        if panel.need:
            raise
        return Unanswered(fault.service, fault.slug)
