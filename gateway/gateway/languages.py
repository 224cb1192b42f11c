"""Which language a page comes in: the account's, else the chosen one, else what the browser asks for."""

from functools import lru_cache

from flask import Request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from gateway.catalogue import ENGLISH, catalogues
from gateway.cookies import Cookies

LONGEST = 200  # characters of what a browser says; more is not looked at


def known(tag: str) -> str:
    """The language of a tag such as `de` or `de-AT`, if the portal speaks it; else nothing."""
    base = tag.partition("-")[0].lower()
    return base if base in catalogues() else ""


@lru_cache(maxsize=1024)
def asked_for(accepted: str) -> str:
    """The best language for an Accept-Language header; English without one."""
    wishes = parse_accept_header(accepted[:LONGEST], LanguageAccept)
    return wishes.best_match(list(catalogues())) or ENGLISH


def of_browser(request: Request, cookies: Cookies) -> str:
    """The language for whoever uses this browser without an account."""
    return cookies.language_of(request) or asked_for(request.environ.get("HTTP_ACCEPT_LANGUAGE", ""))
