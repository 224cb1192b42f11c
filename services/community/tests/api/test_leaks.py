"""Outsiders' answers are those of a forum that never had what they may not read.

Two forums live through the same minutes; one of them has a secret besides. Every GET route, asked by everybody who is
not inside, has to answer alike in both, with ids and cursors masked.
"""

import re
from functools import cache

import pytest

from community.actions.categories import add_category, change_category
from community.actions.decisions import appeal
from community.actions.flags import flag_reply, flag_topic
from community.actions.follows import follow_category
from community.actions.joining import merge_topic, split_topic
from community.actions.replies import hide_reply, post_reply
from community.actions.topics import accept_answer, ask_question, hide_topic, limit_topic
from community.store import topics
from portalkit.ids import new_id
from portalkit.viewer import VISITOR, Viewer

PAGES = "/internal/v1/pages"
LISTS = ["", "?state=open", "?state=answered", "?state=solved", "?state=mine", "?state=followed"]
LISTS += ["?tag=vermilion", "?tag=spoonbill&state=open"]
LISTS += ["?category={open}", "?category={members}", "?category={secret_category}", "?category={open}&state=solved"]
TOPICS = ["{topic}", "{met}", "{secret_topic}"]
REPLIES = ["{reply}", "{secret_reply}"]
CASES = {
    f"{PAGES}/topics": LISTS,
    f"{PAGES}/topic/<id>": TOPICS,
    f"{PAGES}/reply/<id>": REPLIES,
    f"{PAGES}/ask": [""],
    f"{PAGES}/following": [""],
    f"{PAGES}/recent": [""],
    f"{PAGES}/person/<id>": ["insider", "{ann}", "{ben}"],
    f"{PAGES}/names": ["?typed=vermilion", "?typed=b&topic={secret_topic}", "?typed=spoonbill&topic={met}"],
    f"{PAGES}/sitemap": [""],
    f"{PAGES}/staff/categories": [""],
    f"{PAGES}/staff/topic/<topic_id>/demands": TOPICS,
    f"{PAGES}/staff/uses/<audience_id>": ["a3", "a99"],
    "/v1/topics": LISTS,
    "/v1/topics/<topic_id>": TOPICS,
    "/v1/topics/<topic_id>/replies": TOPICS,
    "/v1/topics/<topic_id>/history": TOPICS,
    "/v1/replies/<reply_id>": REPLIES,
    "/v1/replies/<reply_id>/history": REPLIES,
    "/v1/decisions/<decision_id>": ["{secret_decision}", "{topic}"],
    "/v1/moderation/flags": [""],
    "/v1/moderation/held": [""],
    "/v1/moderation/appeals": [""],
    "/v1/categories": [""],
    "/v1/categories/<category_id>": ["{open}", "{members}", "{secret_category}"],
    "/internal/v1/dead-letters": [""],
    "/internal/v1/dead-letters/<letter_id>": ["{topic}", "{secret_topic}"],
}
STAFFS = {f"{PAGES}/staff/categories"}  # where those who look after the tree see all of it
PROBES = {"/livez", "/readyz", "/metrics", "/version", "/openapi.json"}
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NEXT = re.compile(r'"next":"[^"]+"')

INSIDER = Viewer("insider", kind="customer", audiences=frozenset({"everyone", "members", "a3"}))
KEEPER = Viewer("keeper", kind="staff", roles=frozenset({"moderator"}), audiences=INSIDER.audiences | {"staff"})
WRITER = Viewer("writer", kind="customer", audiences=frozenset({"everyone", "members"}))  # of what gets hidden
EMPLOYEE = Viewer("author", kind="staff", roles=frozenset({"author"}), audiences=KEEPER.audiences - {"a3"})
WORDS = "Vermilion spoonbill"  # in every secret and nowhere else
TAGS = ("vermilion", "spoonbill")


def topic_of_its_own(tx, forum, world):
    """A topic for one audience, in a category that everybody reads."""
    topic = ask_question(tx, INSIDER, world["open"], WORDS, WORDS, audiences=["a3"], tags=TAGS)
    reply = post_reply(tx, KEEPER, topic.id, WORDS)
    accept_answer(tx, INSIDER, topic.id, 1, reply.id)
    flag_topic(tx, KEEPER, topic.id, "other", WORDS)
    return {"secret_topic": topic.id, "secret_reply": reply.id}


def category_of_its_own(tx, forum, world):
    """A category for one audience below one that everybody reads, with a topic."""
    category = add_category(tx, WORDS, WORDS, ["a3"], world["open"])
    topic = ask_question(tx, INSIDER, category.id, WORDS, WORDS)
    reply = post_reply(tx, KEEPER, topic.id, WORDS)
    flag_reply(tx, INSIDER, reply.id, "rude", WORDS)
    return {"secret_category": category.id, "secret_topic": topic.id, "secret_reply": reply.id}


def merged_topic(tx, forum, world):
    """A topic that everybody could read and reply to, until it was merged into one of few."""
    topic = ask_question(tx, forum.ben, world["open"], WORDS, WORDS)
    reply = post_reply(tx, forum.ann, topic.id, WORDS)
    closed = ask_question(tx, INSIDER, world["open"], WORDS, WORDS, audiences=["a3"])
    merge_topic(tx, KEEPER, topic.id, None, closed.id)
    return {"secret_topic": topic.id, "secret_reply": reply.id}


def split_topic_of_its_own(tx, forum, world):
    """Replies that were split out of an open topic into one that was limited to few."""
    reply = post_reply(tx, forum.ann, world["met"], WORDS)
    made = split_topic(tx, KEEPER, world["met"], topics.at(tx, world["met"]).version, WORDS, [reply.id])
    limit_topic(tx, KEEPER, made.id, None, ["a3"])
    return {"secret_topic": made.id, "secret_reply": reply.id}


def hidden_topic(tx, forum, world):
    """A topic that somebody flagged and a moderator hid; others have replied and follow, its writer appeals."""
    topic = ask_question(tx, WRITER, world["open"], WORDS, WORDS, tags=TAGS)
    reply = post_reply(tx, forum.ben, topic.id, WORDS)
    flag_topic(tx, forum.ben, topic.id, "spam", WORDS)
    decision = hide_topic(tx, KEEPER, topic.id, None, WORDS).decision_id
    appeal(tx, WRITER, decision, WORDS)
    return {"secret_topic": topic.id, "secret_reply": reply.id, "secret_decision": decision}


def hidden_reply(tx, forum, world):
    """A reply that a moderator hid; what it answered is as open as before."""
    reply = post_reply(tx, WRITER, world["met"], WORDS)
    decision = hide_reply(tx, KEEPER, reply.id, None, WORDS).decision_id
    appeal(tx, WRITER, decision, WORDS)
    return {"secret_reply": reply.id, "secret_decision": decision}


def narrowed_topic(tx, forum, world):
    """A topic that everybody could read, reply to and follow, until just now."""
    topic = ask_question(tx, forum.ben, world["open"], WORDS, WORDS, tags=TAGS)
    reply = post_reply(tx, forum.ann, topic.id, WORDS)
    accept_answer(tx, forum.ben, topic.id, None, reply.id)
    flag_reply(tx, forum.ben, reply.id, "rude", WORDS)
    decision = hide_reply(tx, KEEPER, reply.id, None, WORDS).decision_id
    limit_topic(tx, KEEPER, topic.id, None, ["a3"])
    return {"secret_topic": topic.id, "secret_reply": reply.id, "secret_decision": decision}


def narrowed_category(tx, forum, world):
    """A category that everybody could read, ask in and follow, until just now."""
    category = add_category(tx, WORDS, WORDS, ["everyone"])
    below = add_category(tx, WORDS, WORDS, ["everyone"], category.id)
    topic = ask_question(tx, forum.ben, below.id, WORDS, WORDS)
    reply = post_reply(tx, forum.ann, topic.id, WORDS)
    follow_category(tx, forum.ben, below.id, True)
    change_category(tx, category.id, None, WORDS, WORDS, ["a3"])
    return {"secret_category": below.id, "secret_topic": topic.id, "secret_reply": reply.id}


def live(forum, secret=None):
    """Half an hour in a forum; the ids of what came about. The secret falls into a minute of its own."""
    world = {name: new_id() for name in ("secret_topic", "secret_category", "secret_reply", "secret_decision")}
    world |= {"ann": forum.ann.id, "ben": forum.ben.id}
    forum.know(INSIDER, WORDS)
    with forum.database.transaction() as tx:
        world["open"] = add_category(tx, "Open", "For all.", ["everyone"]).id
        world["members"] = add_category(tx, "Members", "For some.", ["members"], world["open"]).id
    for number in range(28):
        forum.later(minutes=1)
        with forum.database.transaction() as tx:
            place = world["members"] if number % 4 == 0 else world["open"]
            topic = ask_question(tx, forum.ann, place, f"Question {number}", "How?")
            if number % 2:
                reply = post_reply(tx, forum.ben, topic.id, "So.")
                world |= {"topic": topic.id, "reply": reply.id}
                accept_answer(tx, forum.ann, topic.id, None, reply.id if number % 3 else None)
            elif number == 10:
                world["met"] = topic.id
        if number == 20:
            forum.later(minutes=1)
            if secret:
                with forum.database.transaction() as tx:
                    world |= secret(tx, forum, world)
    return world


def answers(forum, world, viewer):
    """What `viewer` gets, by address: the status and the body, masked."""
    found = {}
    for rule, cases in CASES.items():
        for case in cases:
            path = re.sub("<[a-z_]+>", case, rule) if "<" in rule else rule + case
            answer = forum.http.get(path.format(**world), viewer)
            found[path] = masked(answer)
            following = (answer.get_json() or {}).get("next")
            if following:
                glue = "&" if "?" in path else "?"
                rest = forum.http.get(f"{path}{glue}cursor={following}".format(**world), viewer)
                found[path + " and on"] = masked(rest)
    things = [{"kind": "topic", "id": world[name]} for name in ("topic", "met", "secret_topic")]
    things.append({"kind": "decision", "id": world["secret_decision"]})
    found["visible"] = masked(forum.http.post("/internal/v1/visible", {"things": things}, viewer))
    return found


def masked(answer):
    return answer.status_code, NEXT.sub('"next":"…"', ID.sub("ID", answer.get_data(as_text=True)))


@pytest.fixture(scope="module")
def plain(tmp_path_factory, make_forum):
    """What somebody gets in the forum without a secret."""
    forum = make_forum(tmp_path_factory.mktemp("plain"))
    world = live(forum)
    yield cache(lambda who: answers(forum, world, everybody(forum)[who]))
    forum.database.close()


SECRETS = [topic_of_its_own, category_of_its_own, hidden_topic, hidden_reply, narrowed_topic, narrowed_category]
SECRETS.append(merged_topic)


def everybody(forum):
    return {
        "visitor": VISITOR,
        "member": forum.ben,
        "asker": forum.ann,
        "author": EMPLOYEE,
        "moderator": forum.moderator,
    }


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.__name__)
def test_outsiders_meet_a_secret_nowhere(forum, plain, secret):
    world = live(forum, secret)
    for who, viewer in everybody(forum).items():
        if who == "moderator" and secret in (hidden_topic, hidden_reply):
            continue  # who is inside the audiences, and may see what is hidden
        with_secret, oracle = answers(forum, world, viewer), plain(who)
        for path, answer in oracle.items():
            if who == "moderator" and path in STAFFS:
                continue
            assert with_secret[path] == answer, f"{who} at {path}"
        assert with_secret.keys() == oracle.keys()


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.__name__)
def test_a_moderator_inside_meets_each_secret(forum, secret):
    world = live(forum, secret)
    told = " ".join(body for _, body in answers(forum, world, KEEPER).values())
    assert WORDS in told


def test_what_was_split_out_and_limited_to_few_is_told_to_nobody_else(forum):
    """The topic that it left has another version since, so the answers are not the same."""
    world = live(forum, split_topic_of_its_own)
    for who, viewer in everybody(forum).items():
        told = " ".join(body for _, body in answers(forum, world, viewer).values())
        assert WORDS not in told and 'split_into":[]' in told, who
    assert WORDS in " ".join(body for _, body in answers(forum, world, KEEPER).values())


def test_every_get_route_has_a_case(forum):
    rules = {rule.rule for rule in forum.app.url_map.iter_rules() if "GET" in rule.methods}
    assert rules - PROBES == set(CASES)


@pytest.mark.parametrize("secret", [hidden_topic, hidden_reply], ids=lambda secret: secret.__name__)
def test_its_writer_meets_what_was_hidden_where_it_stood_and_no_list_shows_it(forum, secret):
    world = live(forum, secret)
    told = {path for path, (_, body) in answers(forum, world, WRITER).items() if WORDS in body}
    place = world["secret_topic"] if secret is hidden_topic else world["met"]
    assert {path.format(**world) for path in told} <= {
        f"{PAGES}/topic/{place}",
        f"{PAGES}/reply/{world['secret_reply']}",
        f"/v1/topics/{place}/replies",
        f"/v1/topics/{place}/history",
        f"/v1/replies/{world['secret_reply']}/history",
        f"/v1/decisions/{world['secret_decision']}",
        "visible",
    }
    assert f"{PAGES}/topic/{place}" in {path.format(**world) for path in told}
