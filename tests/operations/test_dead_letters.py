"""Events that were given up, from the command line."""

import json

import pytest

from community import NAME
from community.settings import read
from portalkit.backends import open_database
from portalkit.cli import main
from portalkit.migrations import upgrade
from portalkit.tables import inbox

TYPES = {"a": "accounts.user.changed.v1", "b": "accounts.user.changed.v1", "c": "unreadable"}


@pytest.fixture
def database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    made = open_database(read(), NAME)
    upgrade(NAME, made.engine)
    with made.transaction() as tx:
        for id, type in TYPES.items():
            row = {
                "type": type,
                "body": '{"name": "Ada"}',
                "state": "parked",
                "attempts": 5,
                "last_error": "Fault: Ada",
            }
            tx.execute(inbox.insert().values(**row, id=id, next_at=tx.now, received_at=tx.now))
    yield made
    made.close()


@pytest.fixture
def run(database, monkeypatch, capsys):
    def command(*words):
        monkeypatch.setattr("sys.argv", ["community", "dead-letters", *words])
        code = main(NAME, read, None, None)
        return code, capsys.readouterr().out.strip()

    return command


def states(database):
    with database.reading() as db:
        return {row.id: (row.state, row.attempts) for row in db.rows(inbox.select())}


def test_the_list_names_what_is_parked_without_anybodys_words(run):
    code, said = run("list")
    items = [json.loads(line) for line in said.splitlines()]
    assert (code, {item["id"]: item["type"] for item in items}) == (0, TYPES)
    assert "Ada" not in said
    assert run("list", "unreadable")[1].count("\n") == 0


def test_one_is_shown_whole(run):
    code, said = run("show", "a")
    assert (code, json.loads(said)["body"]) == (0, '{"name": "Ada"}')


@pytest.mark.parametrize(
    ("which", "chosen"), [(["a"], "a"), (["accounts.user.changed.v1"], "ab"), (["unreadable"], "c"), (["--all"], "abc")]
)
def test_replay_and_discard_take_one_or_a_type_or_all(database, run, which, chosen):
    assert run("replay", *which) == (0, f"{len(chosen)} to be tried again.")
    assert states(database) == {id: ("due", 0) if id in chosen else ("parked", 5) for id in TYPES}
    assert run("replay", *which)[1] == "0 to be tried again."
    rest = "".join(id for id in TYPES if id not in chosen)
    assert run("discard", "--all") == (0, f"{len(rest)} let go.")
    assert {id for id, (state, _) in states(database).items() if state == "done"} == set(rest)
