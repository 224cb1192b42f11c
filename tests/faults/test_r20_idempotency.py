"""R20: a POST that creates can be sent again, by anybody's retry, and creates once.

What the mechanism does with missing and malformed keys, and in one process, stands in portalkit's test_web.py; here
it is asked of real processes, at once and across deaths.
"""

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import select

from community.store.tables import metadata as tables
from faults.alone import BEN, Forum
from portalkit.clock import utc_now
from portalkit.ids import new_id
from portalkit.schedules import prune
from portalkit.tables import answers
from portalkit.testing import eventually, fresh_database

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
AT_ONCE = 50
KILLS, KILLS_LONG = 10, 200
SPREAD = 0.03  # seconds after which the kill comes at the latest; a request takes about half of it


@pytest.fixture(scope="module")
def forum(tmp_path_factory):
    made = Forum(tmp_path_factory.mktemp("r20")).open()
    yield made
    made.stop()


def count(forum, statement, *params):
    with closing(sqlite3.connect(f"file:{forum.data_dir}/community.db?mode=ro", uri=True)) as db:
        return db.execute(statement, params).fetchone()[0]


def asked(forum, title):
    """How many topics there are of this title, and how many events tell of them."""
    topics = count(forum, "SELECT count(*) FROM topics WHERE title = ?", title)
    told = "SELECT count(*) FROM outbox WHERE type = 'community.topic.asked.v1' AND json_extract(data, '$.title') = ?"
    return topics, count(forum, told, title)


def test_fifty_at_once_with_one_key_create_once_and_get_the_same_bytes(forum):
    key, title = new_id(), "Fifty at once"
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = list(pool.map(lambda _: forum.ask(title, Idempotency_Key=key), range(AT_ONCE)))
    assert {reply.status for reply in replies} == {201}
    assert len({reply.body for reply in replies}) == 1
    assert sum(reply.headers.get("Idempotency-Replayed") == "true" for reply in replies) == AT_ONCE - 1
    assert asked(forum, title) == (1, 1)


def test_the_same_key_is_refused_for_another_body_and_is_another_persons_own(forum):
    key = new_id()
    first = forum.ask("Mine", Idempotency_Key=key)
    assert forum.ask("Something else", Idempotency_Key=key).status == 422
    other = forum.ask("Mine", BEN, Idempotency_Key=key)
    assert (first.status, other.status) == (201, 201)
    assert first.json["id"] != other.json["id"] and other.json["author_id"] == BEN.id
    assert asked(forum, "Something else") == (0, 0)


def test_a_refused_request_is_not_stored_and_its_key_is_good_for_the_mended_one(forum):
    key = new_id()
    assert forum.ask("", Idempotency_Key=key).status == 422
    assert forum.ask("Mended", Idempotency_Key=key).status == 201
    assert asked(forum, "Mended") == (1, 1)


def test_whatever_is_killed_in_the_middle_the_retry_creates_what_is_missing_and_nothing_twice(forum, request):
    seed = request.config.getoption("--sample")
    chosen, cut_off, pool = random.Random(seed), 0, ThreadPoolExecutor(1)
    for number in range(KILLS_LONG if request.config.getoption("--all-points") else KILLS):
        key, title = new_id(), f"Killed {number}"
        first = pool.submit(forum.ask, title, Idempotency_Key=key)
        wait([first], chosen.uniform(0, SPREAD))
        forum.kill_each_api_process()
        cut_off += first.result().status == 0
        again = eventually(lambda key=key, title=title: answered(forum.ask(title, Idempotency_Key=key)), 20)
        assert again.status == 201, again.body
        assert first.result().status == 0 or first.result().body == again.body
        assert asked(forum, title) == (1, 1), f"kill {number} of seed {seed}"
    assert cut_off, "no request was cut off: the kills came too late to show anything"


def answered(reply):
    return reply if reply.status else None


def test_a_stored_answer_is_kept_for_a_day_and_no_longer(tmp_path):
    now = [utc_now()]
    database = fresh_database(tmp_path, "community", tables, clock=lambda: now[0])
    key = {"principal": "ann", "route": "ask", "fingerprint": "f", "status": 201, "headers": {}, "body": "{}"}

    def kept():
        with database.transaction() as tx:
            prune(tx)
            return len(tx.rows(select(answers.c.key)))

    with database.transaction() as tx:
        tx.put(answers, key="k", created_at=now[0], **key)
    now[0] += timedelta(hours=23, minutes=59)
    assert kept() == 1
    now[0] += timedelta(minutes=2)
    assert kept() == 0
    database.close()
