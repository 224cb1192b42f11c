"""One request as pages and forms see it, and the parts of the portal that they share."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import current_app, g, request

from gateway.catalogue import ENGLISH
from gateway.cookies import Cookies
from gateway.counted import Counted
from gateway.csrf import Csrf
from gateway.flash import Flash
from gateway.identity import VISITING, Identity, Who
from gateway.languages import of_browser
from gateway.minting import Mint
from gateway.rendering import Templates
from gateway.settings import Settings
from gateway.store.counters import Limits
from gateway.upstream.caller import Caller
from gateway.upstream.port import Upstream
from gateway.voters import Voters


@dataclass(slots=True)
class Portal:
    """What all requests of a process share. `release` changes with any template or static file."""

    settings: Settings
    upstreams: Mapping[str, Upstream]
    identity: Identity
    counted: Counted
    mint: Mint
    csrf: Csrf
    cookies: Cookies
    flash: Flash
    voters: Voters
    limits: Limits
    templates: Templates
    release: str
    patient: bool  # no service is behind a socket, so none can hang on one


@dataclass(slots=True)
class Visit:
    """One request: who it is, whom to ask and until when, and what is missing so far."""

    who: Who = VISITING
    caller: Caller | None = None
    theme: str = ""
    language: str = ENGLISH
    notice: str = ""
    api: bool = False  # answers are for programs: problems, no pages
    degraded: list[str] = field(default_factory=list)

    @property
    def services(self) -> Caller:
        """The caller that speaks for this visit's viewer."""
        assert self.caller is not None, "this route was said to need nobody"
        return self.caller

    def misses(self, service: str) -> None:
        """Note that the page lacks what `service` would have given."""
        if service not in self.degraded:
            self.degraded.append(service)


def portal() -> Portal:
    """The portal that the current request is for."""
    return current_app.extensions["portal"]  # type: ignore[no-any-return]


def visit() -> Visit:
    """The current request; before it is known who it is, a visitor's."""
    try:
        return g.visit  # type: ignore[no-any-return]
    except AttributeError:
        g.visit = Visit(language=of_browser(request, portal().cookies))
        return g.visit  # type: ignore[no-any-return]


def as_gateway() -> Caller:
    """A caller that speaks for the gateway itself: for signing in, and what comes before."""
    return visit().services.speaking(portal().mint.gateway)
