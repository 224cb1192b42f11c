"""What the gateway asks of community."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "community"
PAGES = "/internal/v1/pages"


def topics(
    caller: Caller,
    category: str | None,
    state: str | None,
    cursor: str | None = None,
    kind: str | None = None,
    tag: str | None = None,
    since: str | None = None,
) -> Any:
    """A page of topics: {category, categories, tag, tag_following, pinned, items, next}; `new` ones `since`."""
    asked = {"category": category, "state": state, "cursor": cursor, "kind": kind, "tag": tag, "since": since}
    return caller.read(SERVICE, f"{PAGES}/topics", asked)


def following(caller: Caller, cursor: str | None = None) -> Any:
    """What one follows: {categories, tags, items, next}."""
    return caller.read(SERVICE, f"{PAGES}/following", {"cursor": cursor})


def topic(caller: Caller, topic_id: str, cursor: str | None = None, order: str | None = None) -> Any:
    """A topic with a page of its replies: {topic, replies}."""
    return caller.read(SERVICE, f"{PAGES}/topic/{quoted(topic_id)}", {"cursor": cursor, "order": order})


def person(caller: Caller, person_id: str) -> Any:
    """A person with what they wrote: {person, counts, topics, answers}."""
    return caller.read(SERVICE, f"{PAGES}/person/{quoted(person_id)}")


def names(caller: Caller, typed: str, topic_id: str | None) -> Any:
    """Whom one may be about to name: {items: [{id, name, kind, handle}]}."""
    return caller.read(SERVICE, f"{PAGES}/names", {"typed": typed, "topic": topic_id})


def topic_text(caller: Caller, topic_id: str) -> Any:
    """A topic as it was written: {body}."""
    return caller.read(SERVICE, f"/v1/topics/{quoted(topic_id)}")


def reply_text(caller: Caller, reply_id: str) -> Any:
    """A reply as it was written: {body}."""
    return caller.read(SERVICE, f"/v1/replies/{quoted(reply_id)}")


def reply(caller: Caller, reply_id: str) -> Any:
    """A reply with the topic it stands in: {reply}."""
    return caller.read(SERVICE, f"{PAGES}/reply/{quoted(reply_id)}")


def ask_view(caller: Caller) -> Any:
    """Where one can ask, and what one can begin: {categories, kinds, tags}."""
    return caller.read(SERVICE, f"{PAGES}/ask")


def recent(caller: Caller) -> Any:
    """The latest topics: {items}."""
    return caller.read(SERVICE, f"{PAGES}/recent")


def visible(caller: Caller, things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of these topics that the viewer may read now, with their titles and states."""
    return caller.ask(SERVICE, "/internal/v1/visible", {"things": things})["visible"]  # type: ignore[no-any-return]


def sitemap(caller: Caller, cursor: str | None = None) -> Any:
    """A page of topics that everyone may read: {items: [{id, updated_at}], next}."""
    return caller.read(SERVICE, f"{PAGES}/sitemap", {"cursor": cursor})


def staff_categories(caller: Caller) -> Any:
    """The tree as it is edited: {categories}."""
    return caller.read(SERVICE, f"{PAGES}/staff/categories")


def uses(caller: Caller, audience_id: str) -> Any:
    """How many topics demand an audience themselves: {count}."""
    return caller.read(SERVICE, f"{PAGES}/staff/uses/{quoted(audience_id)}")


def demands(caller: Caller, topic_id: str) -> Any:
    """Which audiences a topic demands: {title, own, category: {id, name, demanded}}."""
    return caller.read(SERVICE, f"{PAGES}/staff/topic/{quoted(topic_id)}/demands")


def ask_question(caller: Caller, body: dict[str, Any], key: str) -> Any:
    """Ask {category_id, title, body, kind, tags}; the topic."""
    return caller.create(SERVICE, "/v1/topics", body, key)


def edit_topic(caller: Caller, topic_id: str, body: dict[str, Any], version: str) -> None:
    """Change a topic's {title, body, tags}."""
    caller.change(SERVICE, f"/v1/topics/{quoted(topic_id)}", body, version)


def write_reply(caller: Caller, topic_id: str, body: dict[str, Any], key: str) -> Any:
    """Add a reply {body}; the reply."""
    return caller.create(SERVICE, f"/v1/topics/{quoted(topic_id)}/replies", body, key)


def edit_reply(caller: Caller, reply_id: str, body: dict[str, Any], version: str) -> Any:
    """Change a reply's {body}; the reply."""
    return caller.change(SERVICE, f"/v1/replies/{quoted(reply_id)}", body, version)


def accept(caller: Caller, topic_id: str, reply_id: str, version: str) -> None:
    """Say which reply answered the question."""
    caller.change(SERVICE, f"/v1/topics/{quoted(topic_id)}/accepted", {"reply_id": reply_id}, version, "PUT")


def hide_topic(caller: Caller, topic_id: str, hidden: bool, reason: str, version: str) -> None:
    """Hide a topic, or show it again."""
    body = {"hidden": hidden, "reason": reason}
    caller.change(SERVICE, f"/v1/topics/{quoted(topic_id)}/hidden", body, version, "PUT")


def hide_reply(caller: Caller, reply_id: str, hidden: bool, reason: str, version: str) -> Any:
    """Hide a reply, or show it again; the reply."""
    body = {"hidden": hidden, "reason": reason}
    return caller.change(SERVICE, f"/v1/replies/{quoted(reply_id)}/hidden", body, version, "PUT")


def vote_for_topic(caller: Caller, topic_id: str, helpful: bool) -> None:
    """Say that a topic helped, or take that back."""
    caller.act(SERVICE, f"/v1/topics/{quoted(topic_id)}/vote", {"helpful": helpful}, "PUT")


def vote_for_reply(caller: Caller, reply_id: str, helpful: bool) -> Any:
    """Say that a reply helped, or take that back: {topic_id}."""
    return caller.act(SERVICE, f"/v1/replies/{quoted(reply_id)}/vote", {"helpful": helpful}, "PUT")


def preview(caller: Caller, body: str) -> Any:
    """A text as it would stand in a topic: {html}."""
    return caller.ask(SERVICE, "/internal/v1/preview", {"body": body})


def lock_topic(caller: Caller, topic_id: str, locked: bool, version: str) -> None:
    """Close a topic to new replies, or open it again."""
    caller.change(SERVICE, f"/v1/topics/{quoted(topic_id)}/locked", {"locked": locked}, version, "PUT")


def pin_topic(caller: Caller, topic_id: str, pinned: bool, version: str) -> None:
    """Keep a topic above the others, or no more."""
    caller.change(SERVICE, f"/v1/topics/{quoted(topic_id)}/pinned", {"pinned": pinned}, version, "PUT")


def move_topic(caller: Caller, topic_id: str, body: dict[str, Any], version: str) -> None:
    """Put a topic into another category: {category_id}."""
    caller.change(SERVICE, f"/v1/topics/{quoted(topic_id)}/category", body, version, "PUT")


def merge_topic(caller: Caller, topic_id: str, body: dict[str, Any], version: str) -> Any:
    """Make a topic a part of another one: {into_id}; the other one."""
    return caller.change(SERVICE, f"/v1/topics/{quoted(topic_id)}/merged", body, version, "PUT")


def split_topic(caller: Caller, topic_id: str, body: dict[str, Any], key: str) -> Any:
    """Make a topic of some replies: {title, reply_ids, version}; the new one."""
    return caller.create(SERVICE, f"/v1/topics/{quoted(topic_id)}/split", body, key)


def flag_topic(caller: Caller, topic_id: str, body: dict[str, Any], key: str) -> None:
    """Tell the moderators of a topic: {reason, note}."""
    caller.create(SERVICE, f"/v1/topics/{quoted(topic_id)}/flags", body, key)


def flag_reply(caller: Caller, reply_id: str, body: dict[str, Any], key: str) -> None:
    """Tell the moderators of a reply: {reason, note}."""
    caller.create(SERVICE, f"/v1/replies/{quoted(reply_id)}/flags", body, key)


def dismiss_topic(caller: Caller, topic_id: str) -> None:
    """Leave a topic as it is, whatever was told of it."""
    caller.act(SERVICE, f"/v1/topics/{quoted(topic_id)}/flags/dismiss")


def dismiss_reply(caller: Caller, reply_id: str) -> None:
    """Leave a reply as it is, whatever was told of it."""
    caller.act(SERVICE, f"/v1/replies/{quoted(reply_id)}/flags/dismiss")


def flagged(caller: Caller, cursor: str | None = None) -> Any:
    """A page of posts that somebody told of: {items, next}."""
    return caller.read(SERVICE, "/v1/moderation/flags", {"cursor": cursor})


def held(caller: Caller) -> Any:
    """Posts of people who are new that wait for a moderator: {items, next}."""
    return caller.read(SERVICE, "/v1/moderation/held")


def appeals(caller: Caller) -> Any:
    """The appeals that wait longest: {items, next}."""
    return caller.read(SERVICE, "/v1/moderation/appeals")


def decision(caller: Caller, decision_id: str) -> Any:
    """Why a post is hidden, and what became of that."""
    return caller.read(SERVICE, f"/v1/decisions/{quoted(decision_id)}")


def appeal(caller: Caller, decision_id: str, body: dict[str, Any], key: str) -> None:
    """Ask for a second look at one's own post: {text}."""
    caller.create(SERVICE, f"/v1/decisions/{quoted(decision_id)}/appeal", body, key)


def judge(caller: Caller, decision_id: str, body: dict[str, Any], version: str) -> None:
    """Decide about an appeal: {outcome, reason}."""
    caller.change(SERVICE, f"/v1/decisions/{quoted(decision_id)}/outcome", body, version, "PUT")


def topic_history(caller: Caller, topic_id: str, cursor: str | None = None) -> Any:
    """What was done to a topic: {kind, id, topic, items, next}."""
    return caller.read(SERVICE, f"/v1/topics/{quoted(topic_id)}/history", {"cursor": cursor})


def reply_history(caller: Caller, reply_id: str, cursor: str | None = None) -> Any:
    """What was done to a reply: {kind, id, topic, items, next}."""
    return caller.read(SERVICE, f"/v1/replies/{quoted(reply_id)}/history", {"cursor": cursor})


def follow_topic(caller: Caller, topic_id: str, following: bool) -> None:
    """Be told of replies, or no more."""
    caller.act(SERVICE, f"/v1/topics/{quoted(topic_id)}/following", {"following": following}, "PUT")


def follow_category(caller: Caller, category_id: str, following: bool) -> None:
    """Be told of new questions, or no more."""
    caller.act(SERVICE, f"/v1/categories/{quoted(category_id)}/following", {"following": following}, "PUT")


def follow_tag(caller: Caller, tag: str, following: bool) -> None:
    """Be told of new topics with a tag, or no more."""
    caller.act(SERVICE, f"/v1/tags/{quoted(tag)}/following", {"following": following}, "PUT")


def ownerless(caller: Caller) -> Any:
    """The categories that nobody looks after."""
    return caller.read(SERVICE, f"{PAGES}/staff/ownerless")["items"]


def create_category(caller: Caller, body: dict[str, Any], key: str) -> None:
    """Add a category from {name, description, parent_id, audiences}."""
    caller.create(SERVICE, "/v1/categories", body, key)


def change_category(caller: Caller, category_id: str, body: dict[str, Any], version: str) -> None:
    """Change a category's {name, description, audiences}."""
    caller.change(SERVICE, f"/v1/categories/{quoted(category_id)}", body, version)
