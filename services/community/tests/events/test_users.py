"""The copy of people's names."""

from typing import Any

from community.events import HANDLERS
from portalkit.events import Event
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def tell(forum, person, version, name: Any = "Ann Lee", kind="customer"):
    personal = {"name": name, "email": "ann@example.com", "locale": "en"} if name else {}
    event = Event(
        new_id(), "accounts.user.changed.v1", "/accounts", person.id, version, forum.now, {"kind": kind}, None,
        person.id, personal,
    )  # fmt: skip
    with forum.database.transaction() as tx:
        HANDLERS["accounts.user.*.v1"](tx, event)


def author(forum):
    return forum.page("topics")["items"][0]["author"]


def test_a_new_name_stands_beside_old_posts(forum, topic):
    tell(forum, forum.ann, 2, "Ann Lee", "staff")
    assert author(forum) == {"id": forum.ann.id, "name": "Ann Lee", "kind": "staff"}


def test_older_news_change_nothing(forum, topic):
    tell(forum, forum.ann, 3, "Ann Lee")
    tell(forum, forum.ann, 2, "Ann Old")
    tell(forum, forum.ann, 3, "Ann Lee")
    assert author(forum)["name"] == "Ann Lee"


def test_a_person_not_heard_of_yet_is_a_member(forum, category):
    forum.ask(category, Viewer("new", kind="customer", audiences=forum.ann.audiences))
    assert author(forum)["name"] == "A member"


def test_a_person_without_a_name_was_one(forum, topic):
    tell(forum, forum.ann, 2, None)
    assert author(forum)["name"] == "A former member"
