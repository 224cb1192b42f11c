"""`make backup` of a portal on PostgreSQL, RabbitMQ, Elasticsearch and S3 in use, and `make restore` into others."""

import os
import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from support import backends
from support.person import Person
from support.served import SERVICES, Served

from portalkit.backends import open_files
from portalkit.mail_mailbox import Mailbox
from portalkit.settings import Settings
from portalkit.testing import eventually
from portalkit.testing.databases import on_server
from portalkit.testing.search_servers import drop_all, fresh_prefix
from portalkit.testing.servers import server

pytestmark = [pytest.mark.servers, pytest.mark.timeout(400)]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180  # seconds: three servers may share two cores with it, and it fills five databases first
ROOMY = {
    "WRITES_A_MINUTE": "100000",
    "WRITES_A_MINUTE_IP": "100000",
    "LEASE_SECONDS": "2",
    "NEWCOMER_DAYS": "0",
    "MAILS_A_DAY": "0",
    "MAILS_A_WEEK": "0",
}
TOLD = "SELECT thing_id, count(*) FROM messages WHERE act = 'reply-posted' GROUP BY thing_id"
WAITING = {
    "outbox": "SELECT count(*) FROM outbox WHERE published_at IS NULL",
    "inbox": "SELECT count(*) FROM inbox WHERE state <> 'done'",
    "deliveries": "SELECT count(*) FROM deliveries WHERE state = 'due'",
}


class Site:
    """Places of its own on every server, and the portal that keeps what it has there."""

    def __init__(self, data_dir, prefix):
        address, _, options = server("s3").partition("?")
        self.places = {f"{name.upper()}_DATABASE_URL": on_server(name) for name in SERVICES}
        self.places |= backends.virtual_host() | {
            "SEARCH_URL": server("elasticsearch"),
            "SEARCH_PREFIX": prefix,
            "SEARCH_TIMEOUT_MS": "5000",
            "FILES_URL": f"{address.rpartition('/')[0]}/suite-{uuid4().hex}?{options}",
        }
        self.files = open_files(Settings(files_url=self.places["FILES_URL"]))
        self.files._client.create_bucket(Bucket=self.files._bucket)
        self.data_dir = data_dir

    def served(self, **more):
        return Served(self.data_dir, places=self.places, **ROOMY, **more)

    def command(self, *words):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return subprocess.run(
            [sys.executable, *map(str, words)],
            env=kept | self.places | {"DATA_DIR": str(self.data_dir)},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def rows(self, service, statement):
        engine = create_engine(self.places[f"{service.upper()}_DATABASE_URL"])
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(text(statement))]
        engine.dispose()
        return found

    def settled(self):
        """Whether everything that was said has arrived and been done."""
        asked = [(name, WAITING["outbox"]) for name in ("accounts", "knowledge", "community")]
        asked += [(name, WAITING["inbox"]) for name in ("knowledge", "community", "notify")]
        asked += [("notify", WAITING["deliveries"]), ("knowledge", "SELECT count(*) FROM unindexed")]
        waits = any(self.rows(service, statement) != [(0,)] for service, statement in asked)
        return not waits and self.rows("knowledge", "SELECT state FROM generations") == [("current",)]

    def contents(self):
        return {file.key: b"".join(self.files.open(file.key)) for file in self.files.below("")}

    def mails(self):
        """The Message-IDs of all mails that went out."""
        mailbox = Mailbox(self.data_dir / "mailbox.db", "portal@portal.example", "Saltmarsh")
        found = [mail["message_id"] for mail in mailbox.list(10_000)]
        mailbox.close()
        return found

    def remove(self):
        for file in self.files.below(""):
            self.files.delete(file.key)
        self.files._client.delete_bucket(Bucket=self.files._bucket)


class Happened:
    """What is compared: the topic, what was acknowledged before the backup, what had been mailed by then."""


def write(person, topic, count):
    """Reply so many times; the words that were acknowledged."""
    said = []
    for _ in range(count):
        token = f"w{uuid4().hex[:12]}"
        assert person.send(person.open(topic).html.form(f"{topic}/replies"), body=f"Word {token}.").status == 200
        said.append(token)
    return said


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The portal that was backed up under load, and the one that it was restored to."""
    folder, prefix = tmp_path_factory.mktemp("suite"), fresh_prefix()
    old, new = Site(folder / "old", f"{prefix}-a"), Site(folder / "new", f"{prefix}-b")
    known = Happened()
    first = old.served().start(PATIENCE)
    try:
        asker = Person(first.url, "tomas.ferreira@aguasdovouga.example").sign_in()
        known.topic = asker.ask("Methods and standards", "Backup under load").path
        writer = Person(first.url, "aiko.tanabe@kitagawa-water.example").sign_in()
        known.before = write(writer, known.topic, 5)
        eventually(old.settled, 120, every=0.5)
        known.mailed = old.mails()
        known.before += write(writer, known.topic, 5)  # of which some are on their way when the backup is made
        made = old.command(ROOT / "deploy" / "backup.py", "backup", folder / "backup")
        assert made.returncode == 0, made.stderr
        write(writer, known.topic, 3)
        known.files = old.contents()
    finally:
        first.stop()
    brought = new.command(ROOT / "deploy" / "backup.py", "restore", folder / "backup")
    assert brought.returncode == 0, brought.stderr
    second = new.served(DEMO="0").start(PATIENCE)
    try:
        eventually(new.settled, 120, every=0.5)
        yield old, new, known, second
    finally:
        second.stop()
        for site in (old, new):
            site.remove()
        drop_all(server("elasticsearch"), prefix)
    assert second.errors() == []


def test_everything_acknowledged_before_is_there_and_its_followers_are_told_once(sites):
    _, new, known, _ = sites
    (id,) = new.rows("community", "SELECT id FROM topics WHERE title = 'Backup under load'")[0]
    replies = dict(new.rows("community", f"SELECT id, body FROM replies WHERE topic_id = '{id}'"))
    assert [token for token in known.before if f"Word {token}." not in " ".join(replies.values())] == []
    told = {thing: count for thing, count in new.rows("notify", TOLD) if thing in replies}
    assert told == dict.fromkeys(replies, 1)


def test_no_mail_that_had_left_leaves_again(sites):
    _, new, known, _ = sites
    mails = new.mails()
    assert len(known.mailed) > 0 and [id for id in known.mailed if mails.count(id) != 1] == []
    assert len(mails) == len(set(mails))


def test_the_search_finds_it_in_an_index_made_anew(sites):
    _, new, known, portal = sites
    assert known.topic in Person(portal.url).open(f"/search?q={known.before[-1]}").main.links()
    assert known.topic in Person(portal.url).open("/search?q=Backup+under+load").main.links()


def test_the_files_are_in_the_other_bucket_and_their_articles_open_them(sites):
    _, new, known, portal = sites
    assert len(known.files) > 1 and new.contents() == known.files
    [(article, name)] = new.rows(
        "knowledge", "SELECT article_id, name FROM files WHERE removed_at IS NULL ORDER BY id LIMIT 1"
    )
    page = Person(portal.url).open(f"/articles/{article}")
    address = next(address for address, words in page.main.links().items() if name in words)
    assert Person(portal.url).open(address).status == 200


def test_nothing_is_parked_and_copies_and_files_equal_their_owners(sites):
    _, new, _, _ = sites
    done = new.command(ROOT / "deploy" / "reconcile.py", "--contents")
    assert (done.returncode, re.findall(r"(\d+) differences", done.stdout)) == (0, ["0"]), done.stdout + done.stderr
    for service in ("knowledge", "community", "notify"):
        assert new.rows(service, "SELECT count(*) FROM inbox WHERE state = 'parked'") == [(0,)]


def test_people_sign_in_and_write_and_others_are_told(sites):
    _, new, known, portal = sites
    (token,) = write(Person(portal.url, "meiling.chua@kallang-aquatics.example").sign_in(), known.topic, 1)
    eventually(new.settled, 60, every=0.5)
    [(id,)] = new.rows("community", f"SELECT id FROM replies WHERE body = 'Word {token}.'")
    assert [
        count
        for thing, count in new.rows("notify", "SELECT thing_id, count(DISTINCT person) FROM messages GROUP BY 1")
        if thing == id
    ] == [2]


def test_databases_with_something_in_them_are_not_overwritten(sites, tmp_path):
    old, _, _, _ = sites
    made = old.command(ROOT / "deploy" / "backup.py", "backup", tmp_path / "backup")
    assert made.returncode == 0, made.stderr
    done = old.command(ROOT / "deploy" / "backup.py", "restore", tmp_path / "backup")
    assert (done.returncode, "is not empty. Use --over" in done.stderr) == (1, True)
    done = old.command(ROOT / "deploy" / "backup.py", "restore", tmp_path / "backup", "--over")
    assert done.returncode == 0, done.stderr
