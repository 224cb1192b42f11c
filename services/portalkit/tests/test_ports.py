"""Ports of tests: nobody else has them, and who knocks before their server is up is never answered by itself."""

import subprocess
import sys
from pathlib import Path
from socket import create_server

from portalkit.testing.ports import free_ports

GIVEN = Path("/proc/sys/net/ipv4/ip_local_port_range")


def test_no_port_is_given_twice():
    first, second = free_ports(40), free_ports(70)
    assert not set(range(first, first + 40)) & set(range(second, second + 70))


def test_other_processes_are_given_other_ports():
    program = "from portalkit.testing.ports import free_ports; print(free_ports(99))"
    others = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    mine = set(range(first := free_ports(99), first + 99))
    for other in others:
        theirs = int(other.communicate()[0])
        assert theirs not in mine
        assert theirs + 98 not in mine


def test_a_port_that_somebody_listens_on_is_passed_over():
    with create_server(("127.0.0.1", free_ports() + 1)) as held:
        assert free_ports() == held.getsockname()[1] + 1


def test_no_port_is_one_that_the_machine_gives_to_clients():
    lowest = int(GIVEN.read_text().split()[0]) if GIVEN.exists() else 32_768
    assert free_ports(99) + 98 < lowest
