"""The loop of a service's worker: whatever there is to do, in turn, then sleep until somebody rings."""

import ctypes
import threading
import time
from collections.abc import Callable, Sequence

import structlog

from portalkit.wake import Bell

log = structlog.get_logger(__name__)

Step = Callable[[], int | bool]
NET = 0.5  # seconds: how often to look although nobody rang; a ring may be lost, work may not
FIRST_WAIT, LONGEST_WAIT = 0.2, 2.0  # seconds that a step is left alone for after it failed, doubled each time
PR_SET_NAME = 15


class Loop(threading.Thread):
    """Runs `steps` in turn on a thread of its own until stopped; sleeps when none of them found work."""

    def __init__(self, name: str, steps: Sequence[Step], bell: Bell) -> None:
        super().__init__(name=name, daemon=True)
        self._steps, self._bell, self._stopping = [_Patient(step) for step in steps], bell, threading.Event()

    def run(self) -> None:
        """Work until `stop`. A step that fails is logged and tried again next time."""
        _show_name(self.name)
        with structlog.contextvars.bound_contextvars(loop=self.name):
            while not self._stopping.is_set():
                busy = sum(step() for step in self._steps)
                if not busy and not self._stopping.is_set():
                    self._bell.wait(NET)
        self._bell.close()

    def stop(self) -> None:
        """Ask the loop to end after the step it is in."""
        self._stopping.set()


class _Patient:
    """A step that is left alone for a while when it failed: whatever it needs is away, and the others go on."""

    def __init__(self, step: Step) -> None:
        self._step, self._wait, self._not_before = step, 0.0, 0.0

    def __call__(self) -> int:
        if time.monotonic() < self._not_before:
            return 0
        try:
            done = int(self._step())
        except Exception as fault:  # one step's trouble must not keep the others from their work
            self._wait = min(max(self._wait * 2, FIRST_WAIT), LONGEST_WAIT)
            self._not_before = time.monotonic() + self._wait
            if isinstance(fault, OSError):
                log.warning("step-waits", fault=str(fault)[:500])
            else:
                log.error("step-failed", exc_info=fault)
            return 0
        self._wait = 0.0
        return done


def _show_name(name: str) -> None:
    """Name the calling thread for the system too (Linux): `top -H` and /proc then tell which loop is busy."""
    set_for_system = getattr(ctypes.CDLL(None), "prctl", None)
    if set_for_system is not None:
        set_for_system(PR_SET_NAME, name.encode())
