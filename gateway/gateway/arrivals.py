"""What happens to every request before its page: the right host, who it is, was it meant, is it too much."""

import hmac
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, Response, g, redirect, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from gateway.catalogue import ENGLISH
from gateway.csrf import UNSAFE
from gateway.hosts import client_ip
from gateway.identity import VISITING, Who
from gateway.languages import known, of_browser
from gateway.upstream.caller import Caller, OnlyToRead
from gateway.upstream.port import Unanswered
from gateway.visit import Portal, Visit, portal, visit
from portalkit.errors import Forbidden, Missing
from portalkit.limits import Limit
from portalkit.tracing import trace_of

PATIENCE = 5.0  # seconds, when every service runs in this process
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
MINUTE = 60
AROUND_A_FILE = 100_000  # bytes of a form that its other fields and its name may take


def bare(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that is the same for everybody: nobody is asked who it is."""
    view.bare = True  # type: ignore[attr-defined]
    return view


def tokens_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view of the API: it takes bearer tokens and never a cookie, so no form token either."""
    view.tokens_only = True  # type: ignore[attr-defined]
    return view


def anywhere(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a form that mail programs may send by themselves (RFC 8058): what it carries is its only proof."""
    view.anywhere = True  # type: ignore[attr-defined]
    return view


def while_looking(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a form that may be sent while an administrator looks at the portal as somebody: it does nothing to them."""
    view.while_looking = True  # type: ignore[attr-defined]
    return view


def register(app: Flask) -> None:
    """Let every request come in through here."""

    @app.before_request
    def arrive() -> Response | None:
        if request.endpoint is None:
            return None if _right_host(portal()) else _to_own_host(portal())
        view = app.view_functions[request.endpoint]
        if getattr(view, "bare", False):
            return None
        home = portal()
        if not _right_host(home):
            return _to_own_host(home)
        opens = request.method == "GET" and getattr(view, "opens", False)
        _identify(home, getattr(view, "tokens_only", False), opens)
        if request.method in UNSAFE:
            if visit().who.viewing and not getattr(view, "while_looking", False):
                raise OnlyToRead()
            if by := getattr(view, "uploads_by", ""):  # all that can be known before anything of the file is taken
                home.csrf.check_page(request.headers)
                require(by)
                request.max_content_length = home.settings.largest_file + AROUND_A_FILE
                if carries := getattr(view, "carries", 0):
                    request.max_content_length = request.max_form_memory_size = carries + AROUND_A_FILE
            _check_unsafe(home, view)
        return None


def _right_host(home: Portal) -> bool:
    return request.environ.get("HTTP_HOST", "") == home.settings.host


def _to_own_host(home: Portal) -> Response:
    if request.method not in ("GET", "HEAD"):
        raise BadRequest("This portal answers under another address.")
    return redirect(f"{home.settings.origin}{request.full_path.removesuffix('?')}", 307)  # type: ignore[return-value]


def _identify(home: Portal, api: bool, opens: bool) -> None:
    cookies = home.cookies
    session = _bearer() if api else cookies.session_of(request)
    caller = _caller(home, api)
    seconds = PATIENCE if home.patient else home.settings.identity_ms / 1000
    who = home.identity.of(session, caller, opens, seconds) if session else VISITING
    language = ENGLISH if api else who.signed_in and known(who.viewer.locale) or of_browser(request, cookies)
    there = g.visit = Visit(who, caller.speaking(_tokens(home, who)), cookies.theme_of(request), language, api=api)
    there.services.only_reads = bool(who.viewing)
    if who.unsure:
        there.misses("accounts")
        if request.method in UNSAFE or api:
            raise Unanswered("accounts", "it does not say who it is")


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _caller(home: Portal, api: bool) -> Caller:
    """Who asks accounts: the gateway itself."""
    settings = home.settings
    if home.patient:
        seconds = each = PATIENCE
    elif api or request.method in UNSAFE:
        seconds = each = settings.write_budget_ms / 1000
    else:
        seconds, each = settings.page_budget_ms / 1000, settings.panel_ms / 1000
    request_id = request.environ.get("HTTP_X_REQUEST_ID", "")
    return Caller(
        home.upstreams,
        home.mint.gateway,
        request_id,
        trace_of(request.environ.get("HTTP_TRACEPARENT"), request_id),
        time.monotonic() + seconds,
        each,
    )


def _tokens(home: Portal, who: Who) -> Callable[[str], str]:
    if not who.signed_in:
        return home.mint.visitor
    return partial(home.mint.token, viewer=who.viewer, session=who.session, version=who.version)


def _check_unsafe(home: Portal, view: Callable[..., Any]) -> None:
    there = visit()
    if not there.api:
        _check_form(home, view, there)
    person, address = there.who.viewer.id, client_ip(request.environ, home.settings.trusted_hops)
    if getattr(view, "asks", False):  # while somebody types: it must not use up what they may send
        home.limits.take((Limit("asks", home.settings.calls_a_minute, MINUTE), person or address))
        return
    wanted = [(Limit("writes-ip", home.settings.writes_a_minute_ip, MINUTE), address)]
    if there.who.signed_in:
        wanted.append((Limit("writes", home.settings.writes_a_minute, MINUTE), person))
    home.limits.take(*wanted)


def _check_form(home: Portal, view: Callable[..., Any], there: Visit) -> None:
    if request.content_length and request.mimetype not in FORMS:
        raise UnsupportedMediaType("Forms are sent as forms.")
    if getattr(view, "anywhere", False) and hmac.compare_digest(
        request.form.get("List-Unsubscribe", "").encode(), b"One-Click"
    ):
        return
    given = request.form.get("csrf") or request.headers.get("X-CSRF-Token", "")
    home.csrf.check(request.headers, there.who.session, given)


def require(by: str) -> None:
    """Raise unless the visitor is meant: `anyone`, `member` (whoever is signed in), `staff`, or a role of staff.

    Who looks as somebody sees the portal, not where that person works: what is reached there is written down as theirs.
    """
    who = visit().who
    if who.viewing and by not in ("anyone", "member"):
        raise OnlyToRead("The staff's pages are not shown while you look at the portal as somebody.")
    if by == "anyone" or (by == "member" and who.signed_in) or (by == "staff" and who.viewer.kind == "staff"):
        return
    if by not in ("anyone", "member", "staff") and who.viewer.kind == "staff" and who.viewer.has(by):
        return
    if who.signed_in:
        raise Forbidden("These pages are for the people who run the portal.")
    if who.unsure:
        raise Unanswered("accounts", "it does not say who it is")
    raise SignInFirst()


class SignInFirst(Missing):
    """Whoever asks has to sign in first; the answer leads there and back."""

    status, slug, title = 401, "unauthenticated", "Sign in first"
