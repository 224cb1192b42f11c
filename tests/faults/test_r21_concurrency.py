"""R21: whoever changes what somebody else changed meanwhile is told, across processes; nobody's change is lost.

What one process says to each kind of If-Match stands in services/portalkit/tests/test_web.py.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from faults.alone import Forum

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
AT_ONCE = 50


@pytest.fixture(scope="module")
def forum(tmp_path_factory):
    made = Forum(tmp_path_factory.mktemp("r21")).open()
    yield made
    made.stop()


@pytest.fixture
def topic(forum):
    return forum.ask("Which pump?").json["id"]


def edit(forum, topic, title, **headers):
    return forum.call("PATCH", f"/v1/topics/{topic}", body={"title": title, "body": "See above."}, **headers)


def read(forum, topic):
    return forum.call("GET", f"/v1/topics/{topic}")


def test_of_fifty_who_read_the_same_version_one_changes_it_and_the_others_are_told(forum, topic):
    tag = read(forum, topic).headers["ETag"]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = list(pool.map(lambda n: edit(forum, topic, f"Title {n}", If_Match=tag), range(AT_ONCE)))
    assert Counter(reply.status for reply in replies) == {200: 1, 412: AT_ONCE - 1}
    (won,) = [reply for reply in replies if reply.status == 200]
    now = read(forum, topic)
    assert (now.json["title"], now.json["version"]) == (won.json["title"], 2)
    assert now.headers["ETag"] == won.headers["ETag"] == '"2"'


def test_fifty_who_do_not_mind_each_count_the_version_up_by_one(forum, topic):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = list(pool.map(lambda n: edit(forum, topic, f"Title {n}", If_Match="*"), range(AT_ONCE)))
    assert sorted(reply.json["version"] for reply in replies) == list(range(2, AT_ONCE + 2))


@pytest.mark.parametrize(
    "header, status",
    [({}, 428), ({"If_Match": 'W/"1"'}, 412), ({"If_Match": '"2"'}, 412), ({"If_Match": "1"}, 412)],
    ids=["none", "weak", "of another version", "not a tag"],
)
def test_a_change_that_names_no_version_of_now_changes_nothing(forum, topic, header, status):
    before = read(forum, topic)
    refused = edit(forum, topic, "Never", **header)
    assert (refused.status, refused.json["status"]) == (status, status)
    assert read(forum, topic).body == before.body
