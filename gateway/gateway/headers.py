"""Headers that every answer carries, whatever it is: pages, errors, redirects, files, and what the micro-cache kept."""

from collections.abc import Callable, Iterable
from typing import Any

from gateway.settings import Settings

YEAR = 31_536_000
# What a browser may say about a person, and what would make us believe something; only we say such things to services.
DROPPED = ("HTTP_X_DEADLINE_MS", "HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL")


def security_headers(settings: Settings) -> list[tuple[str, str]]:
    """The headers, as the settings have them."""
    live = "" if settings.live == settings.origin else f" {settings.live}"
    policy = (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'{live}; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    always = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ]
    if settings.https:
        always.append(("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains"))
    return always


class Headers:
    """A WSGI app that adds them to whatever the one inside answers; a policy that a page sets itself stays."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], settings: Settings) -> None:
        self._inner, self._all = inner, security_headers(settings)
        self._but_policy = self._all[1:]

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        for name in DROPPED:
            environ.pop(name, None)

        def start_with(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            own = any(name == "Content-Security-Policy" for name, _ in headers)
            return start(status, headers + (self._but_policy if own else self._all), *fault)

        return self._inner(environ, start_with)
