"""What is counted, for Prometheus. Processes of one group share a folder (PROMETHEUS_MULTIPROC_DIR)."""

import os
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess

BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)

REQUESTS = Histogram(
    "atrium_request_seconds",
    "Time to answer, by route template",
    ["service", "route", "status"],
    buckets=BUCKETS,
)
EVENTS = Counter("atrium_events_total", "Events by what became of them", ["service", "what"])


@cache
def requests(service: str, route: str, status: int) -> Histogram:
    """The times of one route's answers with one status."""
    return REQUESTS.labels(service, route, status)


def exposition() -> bytes:
    """The text that /metrics answers, summed over the processes of the group."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest()


def forget(pid: int) -> None:
    """Leave out what a process of the group told of itself, now that it has ended."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]
