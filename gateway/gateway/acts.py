"""What the audit log's records say: each act in words, and what it was done to, as that is called now.

The log holds ids. A name is shown only where its owner gives it to whoever looks.
"""

from collections.abc import Callable, Iterable
from typing import Any

from gateway.acts_of_accounts import AT, HERE
from gateway.addresses import topic_at
from gateway.permits import Permitted
from gateway.upstream import accounts, community, knowledge
from gateway.upstream.caller import Caller, quoted
from gateway.upstream.port import Refusal, Unanswered
from gateway.words import N_

Record = dict[str, Any]
Names = dict[tuple[str, str], str]

KNOWLEDGE = {
    "knowledge.article.approved": N_("approved an article"),
    "knowledge.article.due-set": N_("set the day to look at an article again"),
    "knowledge.article.given": N_("gave an article another owner or deputy"),
    "knowledge.article.merged": N_("merged an article into another"),
    "knowledge.article.moved": N_("changed the place or the readers of an article"),
    "knowledge.article.pinned": N_("pinned an article in its category"),
    "knowledge.article.published": N_("published an article"),
    "knowledge.article.returned": N_("sent an article back"),
    "knowledge.article.unpinned": N_("no longer pinned an article"),
    "knowledge.article.withdrawn": N_("withdrew an article"),
    "knowledge.category.changed": N_("changed a category of articles"),
    "knowledge.category.created": N_("made a category of articles"),
    "knowledge.comment.dismissed": N_("settled reports of a comment"),
    "knowledge.comment.edited": N_("changed somebody’s comment"),
    "knowledge.comment.hidden": N_("hid a comment"),
    "knowledge.comment.shown": N_("let a comment be seen"),
    "knowledge.comment.upheld": N_("turned an appeal about a comment down"),
    "knowledge.file.removed": N_("removed a file"),
    "knowledge.file.restored": N_("brought a file back"),
    "knowledge.remit.given": N_("said where a person edits"),
    "knowledge.search-rules.brought-back": N_("brought earlier rules of the search back"),
    "knowledge.search-rules.published": N_("published rules of the search"),
    "knowledge.snippet.changed": N_("changed a snippet"),
    "knowledge.snippet.created": N_("made a snippet"),
    "knowledge.snippet.dropped": N_("deleted a snippet"),
    "knowledge.snippet.restored": N_("brought an earlier text of a snippet back"),
    "knowledge.template.changed": N_("changed a template"),
    "knowledge.template.created": N_("made a template"),
    "knowledge.template.dropped": N_("deleted a template"),
    "knowledge.template.restored": N_("brought an earlier text of a template back"),
}
COMMUNITY = {
    "community.boards.changed": N_("chose which audiences have a leaderboard"),
    "community.category.changed": N_("changed a category of topics"),
    "community.category.created": N_("made a category of topics"),
    "community.contest.changed": N_("changed a contest"),
    "community.contest.created": N_("made a contest"),
    "community.message.dismissed": N_("settled reports of a message"),
    "community.message.removed": N_("removed a message between people"),
    "community.point-rules.changed": N_("changed what gives points"),
    "community.levels.changed": N_("changed what levels open"),
    "community.redemption.fulfilled": N_("fulfilled what somebody redeemed"),
    "community.redemption.refused": N_("refused what somebody redeemed"),
    "community.reply.dismissed": N_("settled reports of a reply"),
    "community.reply.edited": N_("changed somebody’s reply"),
    "community.reply.hidden": N_("hid a reply"),
    "community.reply.shown": N_("let a reply be seen"),
    "community.reply.upheld": N_("turned an appeal about a reply down"),
    "community.reward.changed": N_("changed a reward"),
    "community.reward.created": N_("made a reward"),
    "community.topic.dismissed": N_("settled reports of a topic"),
    "community.topic.edited": N_("changed somebody’s topic"),
    "community.topic.hidden": N_("hid a topic"),
    "community.topic.judged": N_("said what becomes of an idea"),
    "community.topic.limited": N_("changed who may read a topic"),
    "community.topic.locked": N_("closed a topic to replies"),
    "community.topic.merged": N_("merged a topic into another"),
    "community.topic.moved": N_("moved a topic"),
    "community.topic.pinned": N_("pinned a topic"),
    "community.topic.shown": N_("let a topic be seen"),
    "community.topic.split": N_("split a topic"),
    "community.topic.unlocked": N_("opened a topic to replies again"),
    "community.topic.unpinned": N_("no longer pinned a topic"),
    "community.topic.upheld": N_("turned an appeal about a topic down"),
}
GROUPS = (
    ("accounts", N_("Accounts"), HERE),
    ("knowledge", N_("Knowledge"), KNOWLEDGE),
    ("community", N_("Community"), COMMUNITY),
)
WORDS = HERE | KNOWLEDGE | COMMUNITY
FIELDS = {
    "audiences": N_("Readers"),
    "boards": N_("Leaderboards"),
    "categories": N_("Edits in"),
    "category_id": N_("Category"),
    "cost": N_("Points"),
    "changed": N_("Changed"),
    "created": N_("Added"),
    "deputy_id": N_("Deputy"),
    "due_on": N_("Look again on"),
    "needs_review": N_("Needs a review"),
    "number": N_("Rules"),
    "owner_id": N_("Owner"),
    "parent_id": N_("Lies in"),
    "pins": N_("Pinned searches"),
    "place": N_("Place"),
    "state": N_("State"),
    "synonyms": N_("Synonyms"),
    "until": N_("Until"),
}
NOTHING = {"audiences": N_("staff"), "categories": N_("everywhere"), "due_on": N_("no day"), "parent_id": N_("the top")}
KEEPERS = ("owner_id", "deputy_id")
GONE = N_("somebody who is not here any more")
AT_ONCE = 200


def told(caller: Caller, records: list[Record]) -> list[Record]:
    """The records with `words`, the `thing` ({name, href}, each perhaps None) and `changes` ({what, before, after})."""
    names = _names(caller, records)
    return [
        record
        | {
            "words": WORDS.get(record["action"], record["action"]),
            "thing": _thing(record, names),
            "changes": _changes(record, names),
        }
        for record in records
    ]


def _names(caller: Caller, records: list[Record]) -> Names:
    """What is called how, of what the records name; whoever does not answer leaves its names out."""
    wanted = {key for record in records for key in _keys(record)}

    def ids(kind: str) -> list[str]:
        return sorted(id for one, id in wanted if one == kind)[:AT_ONCE]

    names: Names = {}
    if articles := ids("article"):
        names |= _asked(caller, "article", lambda: knowledge.names(caller, articles), "title")
    if ids("knowledge category"):
        names |= _asked(caller, "knowledge category", lambda: knowledge.staff_categories(caller)["categories"])
    if ids("person"):
        names |= _asked(caller, "person", lambda: knowledge.staff_categories(caller)["staff"])
    if ids("community category"):
        names |= _asked(caller, "community category", lambda: community.staff_categories(caller)["categories"])
    if ids("audience"):
        names |= _asked(caller, "audience", lambda: accounts.audiences(caller)["items"])
    topics = [{"kind": "topic", "id": id} for id in ids("topic")]
    permitted = Permitted(caller, topics)
    return names | {("topic", each["id"]): found["title"] for each in topics if (found := permitted.of(each))}


def _asked(caller: Caller, kind: str, ask: Callable[[], Iterable[Record]], name: str = "name") -> Names:
    try:
        return {(kind, each["id"]): each[name] for each in ask()}
    except (Unanswered, Refusal) as fault:
        caller.silent.append(fault.service)
        return {}


def _place(record: Record) -> tuple[str, str]:
    """The service and the noun of an act."""
    words = record["action"].split(".")
    return (words[0], words[1]) if len(words) == 3 else ("accounts", words[0])


def _key(record: Record) -> tuple[str, str] | None:
    """Of which kind that is by whose name the record is shown, and its id."""
    (service, noun), id, detail = _place(record), record["object"], record["detail"]
    if noun == "category":
        return f"{service} category", id
    if noun in ("comment", "file"):
        return "article", detail.get("article_id", "")
    if noun == "reply":
        return "topic", detail.get("topic_id", "")
    return (noun, id) if noun in ("article", "topic") else None


def _keys(record: Record) -> Iterable[tuple[str, str]]:
    if key := _key(record):
        yield key
        if into := record["detail"].get("into"):
            yield key[0], into
    service, _ = _place(record)
    for part in ("before", "after"):
        for field, value in (record["detail"].get(part) or {}).items():
            kind = _kind(service, field)
            if kind and value:
                yield from ((kind, id) for id in (value if isinstance(value, list) else [value]))


def _kind(service: str, field: str) -> str | None:
    if field in ("audiences", "boards"):
        return "audience"
    if field in KEEPERS:
        return "person"
    return f"{service} category" if field in ("categories", "category_id", "parent_id") else None


def _thing(record: Record, names: Names) -> dict[str, str | None] | None:
    (service, noun), id, key = _place(record), quoted(record["object"]), _key(record)
    if service == "accounts" or noun == "remit":
        person = record["object_name"] if record["object"] != record["actor"] else None
        return {"name": person, "href": f"{AT.get(noun, '/staff/people/')}{id}"}
    if noun in ("snippet", "template"):
        gone = record["action"].endswith(".dropped")
        return {"name": record["detail"].get("name"), "href": None if gone else f"/staff/stock/{id}/revisions"}
    if noun == "search-rules":
        return {"name": None, "href": "/staff/searches/rules"}
    if noun == "contest":
        return {"name": None, "href": f"/contests/{id}"}
    if noun == "reward":
        return {"name": None, "href": f"/rewards/{id}"}
    if noun in ("point-rules", "levels", "boards"):
        return {"name": None, "href": "/staff/recognition"}
    name = names.get(key) if key else None
    if noun == "category":
        return {"name": name, "href": "/staff/categories"}
    if noun == "comment":
        return {"name": name, "href": f"/comments/{id}/history"}
    if key and key[0] == "topic":
        return {"name": name, "href": topic_at(key[1], name) if name else None}
    return {"name": name, "href": f"/staff/articles/{quoted(key[1])}"} if key else None


def _changes(record: Record, names: Names) -> list[dict[str, str]]:
    """What was decided, in words, and what it was before, if there was anything before."""
    service, _ = _place(record)
    before, after = (record["detail"].get(part) or {} for part in ("before", "after"))
    changes = [
        {
            "what": FIELDS.get(field, field),
            "before": _value(service, field, before[field], names) if field in before else "",
            "after": _value(service, field, after[field], names),
        }
        for field in after
    ]
    key = _key(record)
    if key and (into := names.get((key[0], record["detail"].get("into", "")))):
        changes.append({"what": N_("Into"), "before": "", "after": into})
    return changes


def _value(service: str, field: str, value: Any, names: Names) -> str:
    if value in (None, []):
        return NOTHING.get(field, "none")
    if isinstance(value, bool):
        return "yes" if value else "no"
    kind = _kind(service, field) or ""
    each = value if isinstance(value, list) else [value]
    return " and ".join(names.get((kind, str(one)), GONE if kind == "person" else str(one)) for one in each)
