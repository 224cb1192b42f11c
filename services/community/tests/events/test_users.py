"""The copy of people's names."""

from typing import Any

from community.events import HANDLERS
from community.store.decisions import moderators
from community.store.tables import people
from portalkit.events import Event
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def tell(forum, person, version, name: Any = "Ann Lee", kind="customer", **more):
    personal = {"name": name, "email": "ann@example.com", "locale": "en"} if name else {}
    data = {"kind": kind, "state": "active", "roles": [], "audiences": sorted(person.audiences)} | more
    event = Event(
        new_id(), "accounts.user.changed.v1", "/accounts", person.id, version, forum.now, data, None,
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


def judges(forum):
    with forum.database.reading() as db:
        return [one.id for one in moderators(db)]


def test_who_moderates_is_known_with_their_audiences_and_ends_with_the_role_and_the_account(forum):
    tell(forum, forum.moderator, 1, "Mo", "staff", roles=["moderator"])
    with forum.database.reading() as db:
        (mo,) = moderators(db)
    assert mo.id == forum.moderator.id and mo.reads("members", "staff") and not mo.reads("everyone", "a3")
    tell(forum, forum.moderator, 2, "Mo", "staff", roles=["moderator"], state="suspended", audiences=[])
    assert judges(forum) == []
    tell(forum, forum.moderator, 3, "Mo", "staff", roles=["moderator"])
    tell(forum, forum.moderator, 4, "Mo", "staff", roles=["author"])
    assert judges(forum) == []


def test_a_copy_that_an_older_release_made_learns_who_moderates_from_the_same_version(forum):
    with forum.database.transaction() as tx:
        tx.keep(people, forum.moderator.id, 7, name="Mo", kind="staff")
    tell(forum, forum.moderator, 6, "Mo", "staff", roles=["moderator"])
    assert judges(forum) == []
    tell(forum, forum.moderator, 7, "Mo", "staff", roles=["moderator"])
    assert judges(forum) == [forum.moderator.id]


def marks(forum, topic, mark="verified_customer"):
    """Who has the mark on a topic's page: who asked, who answered, and the page of who answered."""
    view = forum.page(f"topic/{topic}")
    reply = view["replies"]["items"][0]["author"]
    answer = view["topic"]["accepted"]["author"]
    own = forum.page(f"person/{forum.ben.id}")["person"]
    return [one[mark] for one in (view["topic"]["author"], reply, answer, own)]


def test_who_is_known_to_be_a_customer_has_a_mark_beside_what_they_wrote_until_they_are_none(forum, topic):
    reply = forum.answer(topic)
    forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann))
    assert marks(forum, topic) == [False] * 4
    tell(forum, forum.ben, 2, "Ben", verified_customer=True)
    assert marks(forum, topic) == [False, True, True, True]
    tell(forum, forum.ann, 2, "Ann", verified_customer=True)
    tell(forum, forum.ben, 3, "Ben", verified_customer=False)
    assert marks(forum, topic) == [True, False, False, False]
    tell(forum, forum.ann, 3, "Ann")  # by a release of accounts that does not say
    assert marks(forum, topic) == [False] * 4


def test_the_mark_is_learnt_from_the_same_version_and_never_from_an_older_one(forum, topic):
    forum.answer(topic)
    tell(forum, forum.ben, 2, "Ben")
    tell(forum, forum.ben, 1, "Ben", verified_customer=True)
    assert not forum.page(f"person/{forum.ben.id}")["person"]["verified_customer"]
    tell(forum, forum.ben, 2, "Ben", verified_customer=True)
    assert forum.page(f"person/{forum.ben.id}")["person"]["verified_customer"]


def test_who_has_the_role_is_shown_as_an_expert_until_it_is_taken_away(forum, topic):
    reply = forum.answer(topic)
    forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann))
    assert marks(forum, topic, "expert") == [False] * 4
    tell(forum, forum.ben, 2, "Ben", roles=["expert"])
    assert marks(forum, topic, "expert") == [False, True, True, True] and marks(forum, topic) == [False] * 4
    tell(forum, forum.ann, 2, "Ann", roles=["author", "expert"])
    tell(forum, forum.ben, 3, "Ben", roles=["moderator"])
    assert marks(forum, topic, "expert") == [True, False, False, False]


def test_a_copy_that_an_older_release_made_learns_who_is_an_expert_from_the_same_version(forum, topic):
    with forum.database.transaction() as tx:
        tx.execute(people.update().where(people.c.id == forum.ann.id).values(expert=None, version=7))
    assert not forum.page(f"person/{forum.ann.id}")["person"]["expert"]
    tell(forum, forum.ann, 7, "Ann", roles=["expert"])
    assert forum.page(f"person/{forum.ann.id}")["person"]["expert"]
