"""Each service is stopped, started, upgraded and rolled back alone while people read and write: nothing is lost."""

import subprocess
from collections import Counter
from pathlib import Path
from secrets import token_hex
from urllib.parse import urljoin

import pytest
from support.person import Person

from compose.traffic import PAGES, Api, Traffic
from portalkit.ids import new_id
from portalkit.testing import eventually

pytestmark = [pytest.mark.compose, pytest.mark.timeout(900)]
SERVICES = ("accounts", "knowledge", "community", "notify")
NEXT = "9999"
WRITER, EXPERT = "ingrid.solheim@fjordvann.example", "tomas.ferreira@aguasdovouga.example"
MIGRATION = '''
"""What the next release adds: a column to every table, and a table."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{next}", "{head}", None, None


def upgrade():
    for table in sa.inspect(op.get_bind()).get_table_names():
        if table != "alembic_version":
            op.add_column(table, sa.Column("of_the_next_release", sa.String(80), nullable=True))
    op.create_table("things_of_the_next_release", sa.Column("id", sa.String(36), primary_key=True))
'''
WHERE = """
from alembic.script import ScriptDirectory
from portalkit.migrations import config
found = ScriptDirectory.from_config(config({service!r}))
print(found.get_current_head(), found.versions)
"""


@pytest.fixture(scope="module")
def writer(portal):
    return Api(portal.url, WRITER)


@pytest.fixture(scope="module")
def category(writer):
    """Where the writer asks."""
    return writer.call("GET", "/api/community/v1/categories").json()["items"][0]


@pytest.fixture(scope="module")
def expert(portal, category):
    """Somebody who is told of each question there."""
    person = Person(portal.url, EXPERT).sign_in()
    person.follow(category["name"])
    return person


@pytest.fixture
def topic_id(writer, category):
    """A topic for the writer's replies."""
    return ask(writer, category, "How each of you is doing alone")


def ask(writer, category, title):
    """Ask in the community; the topic's id."""
    body = {"title": title, "body": "Let us see.", "category_id": category["id"]}
    asked = writer.call("POST", "/api/community/v1/topics", json=body, headers={"Idempotency-Key": new_id()})
    assert asked.status_code == 201, asked.text
    return asked.json()["id"]


@pytest.fixture
def traffic(portal, writer, topic_id):
    portal.wait_until_well()
    with Traffic(portal.url, writer, topic_id) as going:
        going.wait_for(5)
        yield going


def parts(service):
    """The containers of a service that run all the while."""
    apart = {"gateway": ["gateway"], "notify": ["notify-api", "notify-worker", "live"]}
    return apart.get(service, [f"{service}-api", f"{service}-worker"])


def replies(writer, topic_id):
    """The texts of all replies in the topic."""
    found, path = [], f"/api/community/v1/topics/{topic_id}/replies"
    while path:
        page = writer.call("GET", path)
        found += [reply["body"] for reply in page.json()["items"]]
        path = urljoin(path, page.links["next"]["url"]) if "next" in page.links else ""
    return found


def check(traffic, writer, topic_id, service):
    """All others answered all the while, and what was taken is there once."""
    others = {path: Counter(seen) for path, seen in traffic.seen.items() if PAGES[path] != service}
    assert {path: dict(seen) for path, seen in others.items() if set(seen) != {200}} == {} or service == "gateway"
    there = Counter(text for text in replies(writer, topic_id) if text in set(traffic.tried))
    assert [text for text in traffic.taken if there[text] != 1] == []
    assert max(there.values()) == 1 and set(there) <= set(traffic.tried)


def goes_on(portal, writer, expert, category):
    """A question is found by everybody, and the expert is told of it."""
    before, title = expert.unread(), f"Is wort{token_hex(6)} still there"
    ask(writer, category, title)
    visitor = Person(portal.url)
    eventually(lambda: title in visitor.open(f"/search?q={title.split()[1]}").main.text, 60)
    eventually(lambda: expert.unread() == before + 1, 60)


@pytest.mark.parametrize("service", [*SERVICES, "gateway"])
def test_a_service_that_is_stopped_takes_no_other_with_it_and_catches_up(
    portal, traffic, writer, topic_id, expert, category, service
):
    portal.compose("stop", *parts(service))
    if service in ("knowledge", "notify"):
        traffic.wait_for(5)
    else:
        eventually(lambda: len(traffic.seen["/"]) > 5)
    portal.compose("start", *parts(service))
    portal.wait_until_well()
    traffic.wait_for(5)
    traffic.__exit__()
    check(traffic, writer, topic_id, service)
    goes_on(portal, writer, expert, category)


def image_of(portal, service):
    """The image that a service's containers run."""
    release = portal.settings[f"{service.upper()}_RELEASE"]
    return f"{portal.settings['IMAGES']}atrium-{service}:{release}"


def build_next(portal, service, folder: Path):
    """An image of the service's next release: the same with one more migration."""
    old = image_of(portal, service)
    python = ["run", "--rm", "--entrypoint", "python", old, "-c", WHERE.format(service=service)]
    head, versions = portal.docker(*python).split()
    (folder / "next.py").write_text(MIGRATION.format(next=NEXT, head=head))
    (folder / "next.py").chmod(0o644)
    (folder / "Dockerfile").write_text(f"FROM {old}\nCOPY next.py {versions}/9999_next.py\n")
    portal.docker("build", "-q", "-t", f"{old.rpartition(':')[0]}:next-{portal.project}", str(folder))
    return f"next-{portal.project}"


def schema(portal, service):
    """The revision that the service's tables are at."""
    query = ["psql", "-U", "postgres", "-d", service, "-Atc", "SELECT version_num FROM alembic_version"]
    return portal.compose("exec", "-T", "postgres", *query).strip()


def change_release(portal, service, **release):
    """What the README says: migrate, then start the containers of the release anew."""
    portal.compose("run", "--rm", "--no-deps", f"{service}-migrate", **release)
    portal.compose("up", "-d", "--no-deps", *parts(service), **release)
    portal.wait_until_well()


@pytest.mark.parametrize("service", [*SERVICES, "gateway"])
def test_a_service_is_upgraded_and_rolled_back_alone(
    portal, traffic, writer, topic_id, expert, category, service, tmp_path
):
    before = schema(portal, service)
    release = build_next(portal, service, tmp_path)
    try:
        portal.compose("run", "--rm", "--no-deps", f"{service}-migrate", **{f"{service.upper()}_RELEASE": release})
        assert schema(portal, service) == NEXT != before
        traffic.wait_for(5)  # the release before, on the tables of the next
        change_release(portal, service, **{f"{service.upper()}_RELEASE": release})
        traffic.wait_for(5)
    finally:
        change_release(portal, service)
    assert schema(portal, service) == NEXT
    running = portal.docker("inspect", "--format", "{{.Config.Image}}", portal.container(parts(service)[0])).strip()
    assert running == image_of(portal, service)
    traffic.wait_for(5)
    traffic.__exit__()
    check(traffic, writer, topic_id, service)
    goes_on(portal, writer, expert, category)
    subprocess.run(["docker", "rmi", "-f", f"{running.rpartition(':')[0]}:{release}"], check=False, capture_output=True)
