"""A channel that a package brings: it receives messages, and nothing of notify is changed for it."""

import sys

import pytest

from notify.app import create_app
from notify.channels import open_channels
from notify.worker import create_worker
from portalkit.testing import Client

PACKAGE = """
from portalkit.errors import Invalid


class Board:
    name, public, got = "board", None, []

    def checked(self, data):
        if "desk" not in data:
            raise Invalid({"data": ["Say which desk."]})
        return data["desk"], dict(data)

    def send(self, note, place):
        self.got.append((place.data["desk"], note.title))


def open_board(settings):
    return Board()
"""


@pytest.fixture
def board(tmp_path, monkeypatch):
    """A distribution is installed that names a channel."""
    (tmp_path / "a_board.py").write_text(PACKAGE)
    info = tmp_path / "a_board-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: a-board\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[atrium.notify.channels]\nboard = a_board:open_board\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("a_board", None)


def test_a_channel_that_is_installed_receives_messages(pumps, board):
    channels = open_channels(pumps.settings)
    assert list(channels) == ["push", "board"]
    pumps.worker = create_worker(pumps.settings, pumps.database)
    client = Client(create_app(pumps.settings, database=pumps.database), "notify")
    wrong = {"channel": "board", "name": "At my desk", "data": {"seat": "7"}}
    assert client.post("/internal/v1/places", wrong, pumps.eve).status_code == 422
    assert client.post("/internal/v1/places", wrong | {"data": {"desk": "7"}}, pumps.eve).status_code == 200
    pumps.topic("t1")
    pumps.work()
    assert channels["board"].got == [("7", "Ann Lind asked in All about pumps: Which pump?")]  # type: ignore[attr-defined]
    assert len(pumps.mails()) == 1


def test_what_is_on_its_way_to_a_channel_that_was_taken_away_is_given_up(pumps, board):
    client = Client(create_app(pumps.settings, database=pumps.database), "notify")
    client.post("/internal/v1/places", {"channel": "board", "name": "Desk", "data": {"desk": "7"}}, pumps.eve)
    pumps.worker = create_worker(pumps.settings, pumps.database, {})
    pumps.topic("t1")
    pumps.work()
    assert sorted(pumps.states()) == ["failed", "sent"]


def test_a_channel_that_is_not_there_is_refused(pumps, client):
    answer = client.post("/internal/v1/places", {"channel": "pigeon", "name": "x", "data": {"loft": "1"}}, pumps.eve)
    assert answer.status_code in (403, 409)
