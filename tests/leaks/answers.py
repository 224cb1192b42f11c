"""Answers as they are compared: byte by byte, but for ids, times and secrets, which no two portals have in common."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import orjson
from werkzeug.test import TestResponse

from leaks.cases import Ask
from leaks.world import World

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
TIME = re.compile(r"(20\d\d-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")
NOTICE = re.compile(r"(notice=[^.;]*)[^;]*")
CURSOR = re.compile(r'(cursor=|cursor%3D|"next":")[A-Za-z0-9_.%-]+')
SECRET = re.compile(r'((?:name="csrf" value|data-csrf)="|name="form_key" value="|/live\?ticket=|Expires=)[^";]*')
AGO = re.compile(r'(<time datetime="<just now>"[^>]*>)[^<]*')
OTHERWISE = (
    (re.compile(r"at-avatar--\d"), "at-avatar--<hue>"),  # the ground of somebody's initials, by id
    (re.compile(r"\?v=[0-9a-f]{12}"), "?v=<release>"),
)
OF_EACH_ANSWER = {"etag", "date", "content-length", "x-request-id", "ratelimit"}
COUNTED = re.compile(
    r'data-unread="\d+"|aria-hidden="true">\d+<|, \d+ unread|\d+ unread\.|You have seen everything\.'
    r"|About \d+ mails? a week\.|to the \d+ things? you were told of"
)
WORDS = re.compile("<asked>-calibration-[a-z]{12}")  # those of a title that were sent along
REPLY_HIDDEN_IN = ("<topic:0>", "<topic:1>")
MOST_PAGES = 10
Plain = dict[str, Any]


class Masks:
    """What makes the answers of one portal comparable with those of another."""

    def __init__(self, world: World) -> None:
        self._names = world.names()
        now = datetime.now(UTC)
        self._recent = {f"{now + timedelta(days=days):%Y-%m-%d}" for days in (-1, 0, 1)}
        self.header = cache(self.text)  # most answers have the same ones

    def text(self, text: str, asked: tuple[str, ...] = ()) -> str:
        """A text with names for ids; one that was asked for is just that."""

        def name(found: re.Match[str]) -> str:
            known = self._names.get(found[0], "?")
            return "<asked>" if known in asked or (known == "never" and asked) else f"<{known}>"

        def time(found: re.Match[str]) -> str:
            return "<just now>" if found[1] in self._recent else found[0]

        text = CURSOR.sub(r"\1<cursor>", TIME.sub(time, UUID.sub(name, text)))
        text = NOTICE.sub(r"\1", AGO.sub(r"\1<ago>", text))
        for pattern, mask in (*OTHERWISE, (SECRET, r"\1<secret>")):
            text = pattern.sub(mask, text)
        return text


def pages_of(ask: Ask, fetch: Callable[[str], TestResponse], masks: Masks) -> list[Plain]:
    """The whole answer to a question, all its pages, with what no two portals share masked."""
    pages: list[Plain] = []
    further = ""
    while len(pages) < MOST_PAGES:
        response = fetch(further)
        pages.append(plain(response, ask, masks))
        further = _further(response)
        if not further:
            break
    return pages


def as_compared(ask: Ask, pages: list[Plain], settled: bool, beside: list[Plain] | None = None) -> bytes:
    """An answer as it has to be the same. Before all is `settled`, counts of what other services own may be older.

    What stands only in the answer `beside` then may be missing: a topic in which a reply was hidden is left out
    until the index knows, so that the reply's words find nothing.
    """
    pages = _copy(pages)
    lags = ask.case.of_others and not settled
    if isinstance(pages[0]["body"], str):
        pages = _as_html(pages, ask.case.found, lags)
        if lags and beside is not None:
            there = set(_as_html(_copy(beside), ask.case.found, lags)[0]["body"])
            pages[0]["body"] = [line for line in pages[0]["body"] if line in there or not _may_be_missing(line)]
    elif ask.case.found and pages[0]["status"] == 200:
        pages = [_as_found(pages, lags)]
    elif lags:
        for page in pages:
            for counted in ("unread", "forecast"):
                page["body"].pop(counted, None)
    return orjson.dumps(pages, option=orjson.OPT_INDENT_2)


def plain(response: TestResponse, ask: Ask, masks: Masks) -> Plain:
    """Status, headers and body, with everything masked."""
    headers = {
        name.lower(): masks.header(value, ask.names)
        for name, value in sorted(response.headers)
        if name.lower() not in OF_EACH_ANSWER
    }
    text = masks.text(response.get_data(as_text=True), ask.names)
    if ask.path.endswith("-words"):
        text = WORDS.sub("<asked>-words", text)
    body: Any = text
    if response.is_json or "problem+json" in (response.content_type or ""):
        body = orjson.loads(text) if text else ""
        if isinstance(body, dict):
            body.pop("instance", None)  # the request's own id
    return {"status": response.status_code, "headers": headers, "body": body}


def _further(response: TestResponse) -> str:
    """The cursor of the next page, if there is one."""
    if response.status_code != 200:
        return ""
    found = re.search(r'(?:href="/[^"]*[?;&]cursor=|"next":")([A-Za-z0-9_.-]+)', response.get_data(as_text=True))
    return found[1] if found else ""


def _as_found(pages: list[Plain], lags: bool) -> Plain:
    """What was found as a set. `removals` is between the services: the portal takes it away."""
    first: Plain = pages[0]["body"]
    for name in ("hits", "suggestions"):
        if name in first:
            every = [hit for page in pages for hit in page["body"].get(name, [])]
            kept = [hit for hit in every if hit["kind"] == "article" or not lags]
            without = [{key: value for key, value in hit.items() if key != "removals"} for hit in kept]
            first[name] = sorted(without, key=orjson.dumps)
    for facet in first.get("facets", []):
        facet["values"].sort(key=lambda value: value["label"])
    first["next"] = None
    if lags and "hits" in first:
        first["total"] = first["facets"] = None
    pages[0]["headers"].pop("link", None)
    return pages[0]


def _as_html(pages: list[Plain], found: bool, lags: bool) -> list[Plain]:
    """Pages as texts, one line each; of what was found the rows of all pages, in the order of their texts."""
    for page in pages:
        body = COUNTED.sub("<counted>", page["body"]) if lags else page["body"]
        page["body"] = [line for line in body.replace("><", ">\n<").split("\n") if line.strip()]
    if not found:
        return pages
    texts = ["\n".join(page["body"]) for page in pages]
    rows = sorted({row for text in texts for row in re.findall(r"<li[ >].*?</li>", text, re.DOTALL)})
    rest = re.sub(r"<li[ >].*?</li>|<a[^>]*<cursor>.*?</a>", "", texts[0], flags=re.DOTALL)
    kept = [] if lags else sorted(re.sub(r' (id|for)="\w+-\d+"', "", rest).split("\n"))  # facets of one count too
    return [pages[0] | {"body": [*rows, *kept]}]


def _copy(pages: list[Plain]) -> list[Plain]:
    made: list[Plain] = orjson.loads(orjson.dumps(pages))
    return made


def _may_be_missing(row: str) -> bool:
    return row.startswith("<li") and any(name in row for name in REPLY_HIDDEN_IN)
