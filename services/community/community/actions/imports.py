"""Take over categories and topics from elsewhere: as often as one likes, and nobody is told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from community.actions.categories import rewrite
from community.actions.follows import follow_by_writing
from community.actions.points import score_imported
from community.actions.writing import written
from community.model import facts
from community.model.category import Category, demanded, new_category
from community.model.imported import Item, check_replies, digest
from community.model.reply import Reply
from community.model.tag import clean_tags
from community.model.topic import Topic
from community.model.writing import clean_title, excerpt
from community.store import categories, replies, topics
from portalkit.database import Transaction
from portalkit.errors import Invalid, Missing, Refused
from portalkit.ids import new_id
from portalkit.viewer import audience_key

Outcome = tuple[str, str]  # id; created, changed or unchanged


def import_categories(tx: Transaction, items: Sequence[Item]) -> list[dict[str, str]]:
    """Add or rewrite categories by external id, parents first. Raises Invalid, Refused."""
    categories.hold_tree(tx)
    return _each(tx, items, _import_category)


def import_topics(tx: Transaction, items: Sequence[Item]) -> list[dict[str, str]]:
    """Add or rewrite topics with their replies by external id. Raises Invalid."""
    return _each(tx, items, _import_topic)


def _each(tx: Transaction, items: Sequence[Item], take: Callable[[Transaction, Item], Outcome]) -> list[dict[str, str]]:
    done = []
    for at, item in enumerate(items):
        try:
            id, outcome = take(tx, item)
        except Invalid as fault:
            raise Invalid({f"items.{at}.{name}": words for name, words in fault.fields.items()}) from fault
        done.append({"external_id": item["external_id"], "id": id, "outcome": outcome})
    return done


def _import_category(tx: Transaction, item: Item) -> Outcome:
    keepers = {name: item[name] for name in ("owner_id", "deputy_id") if name in item}
    said = {name: value for name, value in item.items() if name not in keepers}
    seen, mark = categories.imported(tx, item["external_id"]), digest(said)
    known = categories.at(tx, seen[0]) if seen else None
    if seen and seen[1] == mark and all(getattr(known, name) == value for name, value in keepers.items()):
        return seen[0], "unchanged"
    parent = _category(tx, item["parent"], "parent") if item["parent"] else None
    name, description, audiences = item["name"], item["description"], item["audiences"]
    if known is None:
        category = replace(new_category(new_id(), parent, name, description, audiences), **keepers)
        categories.add(tx, category, item["external_id"], mark)
        tx.publish("community.category.restated.v1", category, facts.category(category))
        return category.id, "created"
    if known.parent_id != (parent.id if parent else None):
        raise Refused("category-moved", f"{item['external_id']} stands elsewhere in the tree; it cannot be moved.")
    rewrite(tx, known, None, name, description, audiences, "restated", imported=mark, **keepers)
    return known.id, "changed"


def _import_topic(tx: Transaction, item: Item) -> Outcome:
    said = {name: value for name, value in item.items() if value or name != "tags"}  # as before there were any
    seen, mark = topics.imported(tx, item["external_id"]), digest(said)
    if seen and seen[1] == mark:
        return seen[0], "unchanged"
    if seen and topics.at(tx, seen[0]).merged_into_id:
        return seen[0], "unchanged"  # it is a part of another topic now, and others look after that
    check_replies(item)
    id = seen[0] if seen else new_id()
    topics.hold(tx, id)
    known = replies.imported(tx, id)
    names = [reply["external_id"] for reply in item["replies"]]
    ids = {name: known[name].id if name in known else new_id() for name in names}
    if item["accepted"] in known and known[item["accepted"]].state == "hidden":
        item = item | {"accepted": None}  # a hidden answer answers nothing
    if seen:
        _rewrite_topic(tx, topics.at(tx, id), item, ids, mark)
    else:
        _add_topic(tx, id, item, ids, mark)
    put = [
        _put_reply(tx, id, ids[reply["external_id"]], reply, known.get(reply["external_id"]))
        for reply in item["replies"]
    ]
    topic = topics.at(tx, id)
    score_imported(tx, topic, [reply for reply in put if reply])
    tx.publish("community.topic.restated.v1", topic, facts.topic(topic))
    for user_id in dict.fromkeys([topic.author_id, *(reply["author_id"] for reply in item["replies"])]):
        follow_by_writing(tx, user_id, id, "restated")
    return id, "changed" if seen else "created"


def _add_topic(tx: Transaction, id: str, item: Item, ids: dict[str, str], mark: str) -> None:
    topic = Topic(
        id=id,
        author_id=item["author_id"],
        asked_at=item["asked_at"],
        last_activity_at=item["asked_at"],
        **_place(tx, item),
        **_text(tx, item),
        **_accepted(item, ids),
    )
    topics.add(tx, topic, item["external_id"], mark)


def _rewrite_topic(tx: Transaction, topic: Topic, item: Item, ids: dict[str, str], mark: str) -> None:
    text = _text(tx, item)
    replaced = text["title"] != topic.title or text["body"] != topic.body
    topics.change(
        tx,
        topic,
        None,
        author_id=item["author_id"],
        asked_at=item["asked_at"],
        imported=mark,
        removals=topic.removals + replaced,
        **_place(tx, item),
        **text,
        **_accepted(item, ids),
    )


def _put_reply(tx: Transaction, topic_id: str, id: str, item: Item, known: replies.Known | None) -> Reply | None:
    """The reply, if it was not here yet."""
    mark = digest(item)
    if known and known.digest == mark:
        return None
    text = written(tx, None, item["author_id"], item["body"], anybody=True)
    reply = Reply(id, topic_id, item["author_id"], text.body, text.html, item["written_at"], mentions=text.mentions)
    if known is None:
        replies.add(tx, reply, item["external_id"], mark)
    else:
        reply = replies.replace(tx, reply, mark)
    tx.publish("community.reply.restated.v1", reply, facts.reply(reply))
    return None if known else reply


def _place(tx: Transaction, item: Item) -> dict[str, Any]:
    category = _category(tx, item["category"], "category")
    key = category.audience_key
    if item["audiences"]:
        key = demanded(key, audience_key(item["audiences"]))
    return {"category_id": category.id, "audience_key": key, "product": item["product"], "kind": item["kind"]}


def _text(tx: Transaction, item: Item) -> dict[str, Any]:
    text = written(tx, None, item["author_id"], item["body"], anybody=True)
    return {
        "title": clean_title(item["title"]),
        "body": text.body,
        "html": text.html,
        "excerpt": excerpt(text.plain),
        "mentions": text.mentions,
        "tags": " ".join(clean_tags(item["tags"])),
    }


def _accepted(item: Item, ids: dict[str, str]) -> dict[str, Any]:
    authors = {reply["external_id"]: reply["author_id"] for reply in item["replies"]}
    accepted = item["accepted"]
    return {
        "accepted_reply_id": ids[accepted] if accepted else None,
        "accepted_author_id": authors[accepted] if accepted else None,
        "accepted_by_id": None,
    }


def _category(tx: Transaction, external_id: str, field: str) -> Category:
    try:
        return categories.by_external_id(tx, external_id)
    except Missing as fault:
        raise Invalid({field: ["There is no category with this external id."]}) from fault
