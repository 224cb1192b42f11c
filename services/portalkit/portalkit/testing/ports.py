"""Ports for the servers that tests start."""

import os
from contextlib import ExitStack
from socket import create_server, socket

BLOCK = 100
# Below what Linux gives to clients (32768 on, ip_local_port_range): whoever knocks there before the server is up could
# else be given the very port that it knocks at, and be connected to itself.
FIRST, END = 10_000, 32_000

_claims: list[socket] = []
_left: list[range] = []
os.register_at_fork(after_in_child=_left.clear)  # what a child was left is its parent's


def free_ports(count: int = 1) -> int:
    """The first of `count` ports in a row that nobody listens on and that no call in any process had before.

    A process claims blocks of ports by listening on the first of each as long as it lives.
    """
    while True:
        ports = _left.pop() if _left and len(_left[-1]) >= count else _claimed(count)
        mine, rest = ports[:count], ports[count:]
        _left.append(rest)
        if _free(mine):
            return mine[0]


def _claimed(count: int) -> range:
    """A block that no other process has."""
    if count >= BLOCK:
        raise ValueError(f"at most {BLOCK - 1} ports in a row")
    places = range(FIRST, END, BLOCK)
    begin = os.getpid() % len(places)
    for first in [*places[begin:], *places[:begin]]:
        try:
            _claims.append(create_server(("127.0.0.1", first)))
        except OSError:
            continue
        return range(first + 1, first + BLOCK)
    raise RuntimeError("no free ports")


def _free(ports: range) -> bool:
    with ExitStack() as held:
        try:
            for port in ports:
                held.enter_context(create_server(("127.0.0.1", port)))
        except OSError:
            return False
    return True
