import pytest
from sqlalchemy import select

from gateway.store.counters import Limits
from gateway.store.last_words import AGAIN, LastWords
from gateway.store.tables import last_words
from portalkit.errors import Throttled, Unavailable
from portalkit.limits import Limit
from portalkit.migrations import check, config, upgrade
from portalkit.testing import fresh_database

SESSION = "a-session-secret-of-some-length"
TOLD = {"signed_in": True, "version": "1", "viewer": {"name": "Ana Example"}}


def test_the_migrations_make_the_tables_that_the_code_describes_and_unmake_them(tmp_path):
    import alembic.command

    database = fresh_database(tmp_path, "gateway", None)
    upgrade("gateway", database.engine)
    check("gateway", database.engine)
    with database.engine.execution_options(writes=True).begin() as connection:
        made = config("gateway")
        made.attributes["connection"] = connection
        alembic.command.downgrade(made, "base")
    database.close()


def test_a_last_word_is_the_same_in_every_process(database):
    LastWords(database).keep(SESSION, "1", TOLD)
    assert LastWords(database).find(SESSION) == TOLD


def test_a_session_that_ended_has_no_last_word_anywhere(database):
    here, there = LastWords(database), LastWords(database)
    here.keep(SESSION, "1", TOLD)
    there.drop(SESSION)
    assert here.find(SESSION) is None


def test_a_last_word_is_good_for_a_minute(database, tmp_path):
    from datetime import timedelta

    LastWords(database).keep(SESSION, "1", TOLD)
    real = database.clock
    database.clock = lambda: real() + timedelta(seconds=61)
    assert LastWords(database).find(SESSION) is None


def test_the_row_tells_nothing_without_the_session(database):
    LastWords(database).keep(SESSION, "1", TOLD)
    with database.reading() as db:
        row = db.rows(select(last_words))[0]
    assert b"Ana" not in row.sealed
    assert SESSION.encode() not in row.place


def test_an_unchanged_word_is_written_again_only_after_a_while(database):
    now = [0.0]
    words = LastWords(database, lambda: now[0])
    words.keep(SESSION, "1", TOLD)
    with database.transaction(counted=False) as tx:
        tx.execute(last_words.delete())
    words.keep(SESSION, "1", TOLD)
    assert words.find(SESSION) is None
    words.keep(SESSION, "2", TOLD)
    assert words.find(SESSION) == TOLD
    now[0] += AGAIN
    words.keep(SESSION, "2", TOLD)
    assert words.find(SESSION) == TOLD


def test_what_is_too_much_is_refused_in_every_process_alike(database):
    limit = Limit("x", 3, 60)
    for _ in range(3):
        Limits(database).take((limit, "ana"))
    with pytest.raises(Throttled) as caught:
        Limits(database).take((limit, "ana"))
    assert 1 <= caught.value.retry_after <= 20
    assert Limits(database).take((limit, "ben")) == 2


def test_the_tightest_of_several_limits_decides(database):
    limits = Limits(database)
    assert limits.take((Limit("x", 10, 60), "a"), (Limit("y", 2, 60), "a")) == 1
    limits.take((Limit("x", 10, 60), "b"), (Limit("y", 2, 60), "a"))
    with pytest.raises(Throttled):
        limits.take((Limit("x", 10, 60), "c"), (Limit("y", 2, 60), "a"))


def test_nothing_is_let_through_uncounted(tmp_path):
    empty = fresh_database(tmp_path, "none", None)
    with pytest.raises(Unavailable):
        Limits(empty).take((Limit("x", 3, 60), "a"))
    empty.close()
