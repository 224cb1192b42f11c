"""Take whoever leaves out of what others wrote: where a text names them after an @, it names a former member."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Row

from community.actions.writing import Written
from community.model import facts
from community.model.mention import address, led
from community.model.person import FORMER
from community.model.reply import Reply
from community.model.topic import Topic
from community.model.writing import excerpt
from community.store import masking, replies, topics
from portalkit.database import Database, Transaction
from portalkit.markdown import render

AT_ONCE = 200  # posts in a transaction, as nobody else can write meanwhile: half a second


def mask(tx: Transaction, person: str) -> None:
    """Name nobody where posts, what they said before, messages, contests and internal notes name `person`.

    Nobody has edited them: that they were stays as it was. Those who keep copies are told, and whoever is just editing
    one has read something old. Of somebody whom very many posts name the last are left to `mask_rest`.
    """
    leads = address(person)
    mask_topics(tx, person)
    mask_replies(tx, person)
    for message in masking.messages_naming(tx, leads):
        text = _without(message.body, message.html, "", person)
        masking.retell(tx, message.id, text.body, text.html, excerpt(text.plain))
    for contest in masking.contests_naming(tx, leads):
        text = _without(contest.body, contest.html, "", person)
        masking.change_contest(tx, contest, text.body, text.html)
    handle = masking.handle(tx, person)
    if handle:  # a text may have named them before an edit only
        _mask_earlier(tx, masking.earlier_saying(tx, f"@{handle}"), {handle})
        _mask_noted(tx, handle)


def mask_rest(database: Database, persons: Sequence[str]) -> bool:
    """Mask the posts that `mask` has left, some at a time; True: none names one of `persons` any more."""
    for person in persons:
        for mask_some in (mask_topics, mask_replies):
            after = ""
            while True:
                with database.transaction() as tx:
                    masked_now = mask_some(tx, person, after)
                if len(masked_now) < AT_ONCE:
                    break
                after = masked_now[-1]
    return True


def mask_topics(tx: Transaction, person: str, after: str = "") -> list[str]:
    """Mask the first topics behind `after` that name `person`; which."""
    found = masking.topics_naming(tx, person, address(person), after, AT_ONCE)
    for id in found:
        _mask_topic(tx, id, person)
    return found


def mask_replies(tx: Transaction, person: str, after: str = "") -> list[str]:
    """Mask the first replies behind `after` that name `person`; which."""
    found = masking.replies_naming(tx, person, address(person), after, AT_ONCE)
    for id in found:
        _mask_reply(tx, id, person)
    return found


def masked(text: str, handles: Collection[str]) -> str:
    """The text with a former member in place of `handles`, where these would become links: not in code, nor in links.

    Where that is only the renderer knows: it is given a name of its own for each place, and says which it took.
    """
    if not handles:
        return text
    longest_first = "|".join(sorted(map(re.escape, handles), key=len, reverse=True))
    called = re.compile(rf"@(?:{longest_first})(?!-?[a-z0-9])", re.IGNORECASE)
    stem = "named"
    while f"@{stem}" in text.lower():
        stem += "x"
    places = {f"{stem}{number}": found.start() for number, found in enumerate(called.finditer(text))}
    marked = _replaced(called, text, list(places).__getitem__)
    taken = set(render(marked, anchors=False, names=dict.fromkeys(places, "/")).named)
    words = [FORMER if name in taken else "" for name in places]
    return _replaced(called, text, words.__getitem__)


def _replaced(called: re.Pattern[str], text: str, name_of: Callable[[int], str]) -> str:
    """The text with other names at the places that were found; an empty name leaves what is there."""
    numbers = iter(range(len(text)))

    def other(found: re.Match[str]) -> str:
        name = name_of(next(numbers))
        return f"@{name}" if name else found[0]

    return called.sub(other, text)


def _without(body: str, html: str, mentions: str, person: str) -> Written:
    """A text and its page without `person`; whom else it leads to stays so, whatever they are called by now."""
    names = led(html)
    text = masked(body, _handles(html, person))
    made = render(text, anchors=False, names={name: address(id) for name, id in names.items() if id != person})
    left = " ".join(id for id in mentions.split() if id != person)
    return Written(text, made.html, made.text, left)


def _handles(html: str, person: str) -> set[str]:
    return {name for name, id in led(html).items() if id == person}


def _mask_topic(tx: Transaction, id: str, person: str) -> None:
    topics.hold(tx, id)
    topic = topics.at(tx, id)
    text = _without(topic.body, topic.html, topic.mentions, person)
    if _says(text, topic):
        return
    said = {"body": text.body, "html": text.html, "excerpt": excerpt(text.plain), "mentions": text.mentions}
    changed = topics.change(tx, topic, None, removals=topic.removals + 1, **said)
    _mask_earlier(tx, masking.earlier(tx, id), _handles(topic.html, person))
    tx.publish("community.topic.restated.v1", changed, facts.topic(changed))


def _mask_reply(tx: Transaction, id: str, person: str) -> None:
    topics.hold(tx, replies.at(tx, id).topic_id)
    reply = replies.at(tx, id)
    text = _without(reply.body, reply.html, reply.mentions, person)
    if _says(text, reply):
        return
    said = {"body": text.body, "html": text.html, "mentions": text.mentions}
    changed = replies.change(tx, reply, None, removals=reply.removals + 1, **said)
    _mask_earlier(tx, masking.earlier(tx, id), _handles(reply.html, person))
    tx.publish("community.reply.restated.v1", changed, facts.reply(changed))


def _says(text: Written, post: Topic | Reply) -> bool:
    """Whether the post says that already: it has a link to the person that somebody made by hand."""
    return (text.body, text.html, text.mentions) == (post.body, post.html, post.mentions)


def _mask_noted(tx: Transaction, handle: str) -> None:
    for note in masking.noted_saying(tx, f"@{handle}"):
        masking.renote(tx, note.id, masked(note.body, {handle}))


def _mask_earlier(tx: Transaction, entries: Sequence[Row[Any]], handles: Collection[str]) -> None:
    for entry in entries:
        text = masked(entry.body, handles)
        if text != entry.body:
            masking.rewrite(tx, entry.id, text)
