"""The portal's cookies: their names and flags follow from PUBLIC_ORIGIN alone."""

from itertools import permutations, product

from flask import Request, Response

from gateway.catalogue import catalogues
from gateway.upstream.tokens import START

MINUTES = 5 * 60
MONTH = 30 * 24 * 3600
YEAR = 365 * 24 * 3600
THEMES = ("light", "dark")


class Cookies:
    """Names, and how each is set. Under https a name begins with `__Host-`, so that no other host can set it."""

    def __init__(self, https: bool) -> None:
        self.https = https
        prefix = "__Host-" if https else ""
        self.session, self.device, self.theme, self.language, self.notice, self.voter = (
            f"{prefix}{name}" for name in ("session", "device", "theme", "lang", "notice", "voter")
        )
        self.ticket, self.remembered = f"{prefix}ticket", f"{prefix}remembered"
        self.harmless = self._harmless()

    def session_of(self, request: Request) -> str:
        """The session of a browser, or ""; a token in its place opens nothing, as pages know no scopes."""
        if "HTTP_COOKIE" not in request.environ:
            return ""
        session = request.cookies.get(self.session, "")
        return "" if session.startswith(START) else session

    def theme_of(self, request: Request) -> str:
        """The chosen theme, or "" for the system's."""
        if "HTTP_COOKIE" not in request.environ:
            return ""
        theme = request.cookies.get(self.theme, "")
        return theme if theme in THEMES else ""

    def language_of(self, request: Request) -> str:
        """The chosen language, or "" for what the browser asks for."""
        if "HTTP_COOKIE" not in request.environ:
            return ""
        language = request.cookies.get(self.language, "")
        return language if language in catalogues() else ""

    def sign_in(self, response: Response, session: str, device: str | None) -> None:
        """Give the browser its session, and what tells accounts next time that it knows this device."""
        self._set(response, self.session, session, MONTH)
        self.drop_ticket(response)
        if device:
            self._set(response, self.device, device, YEAR)

    def go_on(self, response: Response, ticket: str) -> None:
        """Let the browser hold what the second step of signing in needs."""
        self._set(response, self.ticket, ticket, MINUTES)

    def ticket_of(self, request: Request) -> str:
        """What it holds of that, or nothing."""
        return request.cookies.get(self.ticket, "")[:200]

    def drop_ticket(self, response: Response) -> None:
        """Signing in is over, one way or the other."""
        self._drop(response, self.ticket)

    def remember(self, response: Response, secret: str) -> None:
        """Give the browser what it shows to be not asked for the second factor."""
        self._set(response, self.remembered, secret, MONTH)

    def sign_out(self, response: Response) -> None:
        """Take the session away; the device stays known."""
        self._drop(response, self.session)

    def choose_theme(self, response: Response, theme: str) -> None:
        """Remember the theme, or forget it for the system's."""
        if theme in THEMES:
            self._set(response, self.theme, theme, YEAR)
        else:
            self._drop(response, self.theme)

    def choose_language(self, response: Response, language: str) -> None:
        """Remember the language, or forget it for what the browser asks for."""
        if language in catalogues():
            self._set(response, self.language, language, YEAR)
        else:
            self._drop(response, self.language)

    def know_voter(self, response: Response, key: str) -> None:
        """Remember which browser voted."""
        self._set(response, self.voter, key, YEAR)

    def _harmless(self) -> dict[str, tuple[str, str]]:
        """What the header of a visitor without any state of ours may say, and the theme and language that it means."""
        meant = {"": ("", "")}
        for theme, language in product(("", *THEMES), ("", *catalogues())):
            said = [f"{name}={value}" for name, value in ((self.theme, theme), (self.language, language)) if value]
            meant |= {"; ".join(order): (theme, language) for order in permutations(said)}
        return meant

    def _set(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(name, value, max_age=seconds, secure=self.https, httponly=True, samesite="Lax")

    def _drop(self, response: Response, name: str) -> None:
        response.delete_cookie(name, secure=self.https, httponly=True, samesite="Lax")
