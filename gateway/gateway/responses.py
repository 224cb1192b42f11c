"""Answers: pages, fragments and the way on after a form."""

import hashlib
import time
from datetime import UTC, datetime
from typing import Any

from flask import Response, request
from werkzeug.exceptions import HTTPException

from gateway.micro_cache import KEEP
from gateway.visit import Portal, Visit, portal, visit
from portalkit.ids import new_id
from portalkit.web.whole import Whole

HTML = "text/html; charset=utf-8"
QUOTE = '"'


def here() -> str:
    """The address of this page within the portal."""
    query = request.environ.get("QUERY_STRING", "")
    return f"{request.path}?{query}" if query else request.path


def context_tag(home: Portal, there: Visit) -> str:
    """What a page depends on beside the data of its service. Its hour is part of it, as times are told as "2 h ago"."""
    who, fragment = there.who, "HTTP_HX_REQUEST" in request.environ
    text = "\n".join(
        (home.release, here(), there.theme, there.language, who.viewer.id, who.version, home.csrf.token(who.session))
    )
    hour = int(time.time()) // 3600
    return hashlib.blake2b(f"{text}\n{hour}{fragment}".encode(), digest_size=9).hexdigest()


def page_tag(context: str, tag: str) -> str:
    """The ETag of a page whose service's answer has `tag`."""
    return f'W/"{context}.{tag.removeprefix("W/").strip(QUOTE)}"'


def known_tag(context: str) -> str | None:
    """The service's tag in a page tag that the browser sent along, if the rest of that tag still holds."""
    for tag in request.headers.get("If-None-Match", "").split(","):
        outer, _, inner = tag.strip().removeprefix("W/").strip(QUOTE).partition(".")
        if outer == context:
            return f'W/"{inner}"'
    return None


def live_address(home: Portal, there: Visit) -> str:
    """Where this person's stream of live notifications is: good once."""
    return f"{home.settings.live}/live?ticket={home.mint.ticket(there.who.viewer)}"


def base_context(home: Portal, there: Visit, live: bool = False) -> dict[str, Any]:
    """What every template may use."""
    who, cookies = there.who, home.cookies
    return {
        "viewer": who.shown,
        "csrf": home.csrf.token(who.session),
        "form_key": new_id(),
        "path": request.path,
        "here": here(),
        "theme": there.theme or cookies.theme_of(request),
        "viewing": who.viewing,
        "since": who.last_visit_at,
        "live_url": live_address(home, there) if live and who.signed_in and not who.viewing else "",
        "degraded": there.degraded,
        "now": datetime.now(UTC),
        "errors": {},
        "typed": {},
        "notice": there.notice,
    }


def page_response(
    template: str, values: dict[str, Any], status: int = 200, tag: str = "", keep: bool = False
) -> Response:
    """A page. With a `tag` browsers may ask whether it still holds; with `keep` a visitor's is kept a moment."""
    home, there = portal(), visit()
    if "HTTP_COOKIE" in request.environ:
        there.notice = home.flash.read(request.cookies.get(home.flash.cookie))
    body = home.templates.render(template, base_context(home, there, live=True) | values, there.language)
    if there.notice:
        response = Response(body, status, headers=_headers(status))
        home.flash.drop(response)
        return response
    return Whole(body, status, headers=_headers(status, tag, keep))


def fragment_response(template: str, values: dict[str, Any], tag: str = "", keep: bool = False) -> Response:
    """A part of a page, fetched by itself: it neither says notices nor opens a live stream."""
    home, there = portal(), visit()
    body = home.templates.render(template, base_context(home, there) | values, there.language)
    return Whole(body, headers=_headers(200, tag, keep))


def settle(response: Response, keep: bool = False) -> Response:
    """Say who may keep an answer that is no page."""
    content_type = response.headers.get("Content-Type", HTML)
    response.headers.extend(_headers(response.status_code, "", keep)[2:])  # what it is, and speaks, it says itself
    response.headers["Content-Type"] = content_type
    return response


class Elsewhere(HTTPException):
    """What a page is about has another address now, `to`: the answer leads there for good."""

    code = 301

    def __init__(self, to: str, keep: bool = False) -> None:
        super().__init__(response=settle(Response(status=301, headers={"Location": to}), keep))


def lead_to(place: str) -> None:
    """Raise Elsewhere when a page was asked for at another address than `place`, its own one now.

    Only once it is certain that the viewer may read it: the address tells its title.
    """
    if request.method not in ("GET", "HEAD") or request.path == place:
        return
    query = request.environ.get("QUERY_STRING", "")
    raise Elsewhere(f"{place}?{query}" if query else place, keep=True)


def unchanged(tag: str, keep: bool = False) -> Response:
    """The browser's copy still holds."""
    return Response(status=304, headers=_headers(304, tag, keep))


def _headers(status: int, tag: str = "", keep: bool = False) -> list[tuple[str, str]]:
    """Who may keep the answer, and whether the micro-cache may give it for a moment without asking anybody."""
    there = visit()
    whole = not there.degraded and status in (200, 301, 304)
    visitors = keep and whole and not there.who.signed_in
    made = [
        ("Content-Type", HTML),
        ("Content-Language", there.language),
        ("Cache-Control", "public, no-cache" if visitors else "private, no-cache"),
        ("Vary", "Cookie, Accept-Language"),
    ]
    if tag and whole:
        made.append(("ETag", tag))
    if visitors:
        request.environ[KEEP] = portal().settings.micro_cache_seconds
    return made


def done(to: str, notice: str = "") -> Response:
    """After a form: on to `to`, a page of ours, which says `notice`."""
    response = Response(status=303, headers={"Location": to, "Cache-Control": "no-store"})
    if notice:
        portal().flash.put(response, notice)
    return response
