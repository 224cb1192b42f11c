"""How often a failed call may be tried again: at most one in ten calls, so that retries never become the load."""

import threading

SHARE = 0.1
MOST = 10.0


class RetryBudget:
    """Each call earns a tenth of a retry; a retry costs a whole one."""

    def __init__(self) -> None:
        self._lock, self._saved = threading.Lock(), 1.0

    def earn(self) -> None:
        """Count a call."""
        with self._lock:
            self._saved = min(MOST, self._saved + SHARE)

    def spend(self) -> bool:
        """Take a retry, if one has been earned."""
        with self._lock:
            if self._saved < 1:
                return False
            self._saved -= 1
            return True
