"""How the supervisor asks whether a process is there."""

from socket import create_server
from threading import Thread

from operations.deployed import deployed

from portalkit.testing.ports import free_ports

answers = deployed("supervisor").answers


def test_what_sends_back_what_it_is_sent_is_not_ready():
    """A client that is given the port it knocks at is connected to itself, and reads its own request."""
    with create_server(("127.0.0.1", 0)) as listening:

        def echo() -> None:
            with listening.accept()[0] as one:
                one.sendall(one.recv(4096))

        thread = Thread(target=echo)
        thread.start()
        assert not answers(f"http://127.0.0.1:{listening.getsockname()[1]}/readyz")
        thread.join()


def test_a_port_at_which_nobody_listens_is_not_ready():
    assert not answers(f"http://127.0.0.1:{free_ports()}/readyz")
