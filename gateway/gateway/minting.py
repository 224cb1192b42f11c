"""Tokens that tell a service who is asking: made here, good for one service and a minute, and kept that long."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from joserfc.jwk import ECKey

from portalkit.ids import new_id
from portalkit.tokens import SECONDS, mint
from portalkit.viewer import VISITOR, Viewer

GATEWAY = Viewer(id="gateway", kind="gateway", audiences=frozenset())
EARLY = 10  # seconds before its end a token is made anew
KEPT = 8192
LIVE = "notify-live"


class Mint:
    """Makes tokens, and keeps them while who they speak for stays the same."""

    def __init__(self, key: ECKey, clock: Callable[[], float] = time.time) -> None:
        self._key, self._clock = key, clock
        self._kept: OrderedDict[tuple[str, str], tuple[str, float, str]] = OrderedDict()
        self._lock = threading.Lock()

    def token(self, service: str, viewer: Viewer, session: str = "", version: str = "") -> str:
        """A token for `service`. `session` and `version` are accounts' last word on who the viewer is."""
        now = self._clock()
        kept = self._kept.get((session or viewer.id, service))
        if kept is not None and kept[0] == version and kept[1] > now:
            return kept[2]
        made = mint(self._key, service, viewer, now)
        with self._lock:
            self._kept[(session or viewer.id, service)] = (version, now + SECONDS - EARLY, made)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def visitor(self, service: str) -> str:
        """A token that says that nobody is signed in."""
        return self.token(service, VISITOR)

    def gateway(self, service: str) -> str:
        """A token that speaks for the gateway itself."""
        return self.token(service, GATEWAY)

    def ticket(self, viewer: Viewer) -> str:
        """A token for one stream of live notifications, good once."""
        return mint(self._key, LIVE, viewer, self._clock(), jti=new_id())
