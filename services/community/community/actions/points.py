"""Give points for what helps others, and take them back with what they were given for."""

from collections.abc import Sequence
from datetime import datetime

from community.actions.notes import tell_badge
from community.model.badge import BY_ID, DAYS, earned
from community.model.points import (
    ACCEPTED,
    ANSWERED,
    CHANGED,
    HELPED,
    HIDDEN,
    SELF,
    SHOWN,
    VOTED,
    WITHDRAWN,
    Deed,
    refusal,
)
from community.model.reply import Reply
from community.model.topic import QUESTION, Topic
from community.model.vote import SELF_VOTES_MOST
from community.store import points, replies, standings, tallies
from portalkit.database import Transaction


def score_answer(tx: Transaction, topic: Topic, reply: Reply) -> None:
    """Somebody answered a question of somebody else."""
    if topic.kind == QUESTION and reply.author_id != topic.author_id:
        _score(tx, Deed(ANSWERED, reply.author_id, reply.author_id, reply.id, topic.id, topic.category_id))


def score_accepted(tx: Transaction, topic: Topic, reply: Reply, by: str) -> None:
    """An answer was accepted; the one that was accepted before is not any more."""
    _score(tx, Deed(ACCEPTED, reply.author_id, by, reply.id, topic.id, topic.category_id))


def score_vote(tx: Transaction, topic: Topic, thing_id: str, author_id: str, by: str, helpful: bool) -> None:
    """Somebody says that a post helped, or takes that back."""
    if helpful:
        _score(tx, Deed(VOTED, author_id, by, thing_id, topic.id, topic.category_id))
    else:
        take_back(tx, thing_id, VOTED, by)


def note_self_vote(tx: Transaction, topic: Topic, thing_id: str, writer: str) -> None:
    """Somebody tried to vote for their own post: it scores nothing, and staff see that there were tries."""
    deed = Deed(VOTED, writer, writer, thing_id, topic.id, topic.category_id)
    turn = points.entries(tx, deed).turn
    if turn < SELF_VOTES_MOST:
        points.add(tx, deed, turn, 0, points.rules(tx).version, SELF)


def take_back(tx: Transaction, thing_id: str | None, kind: str, actor: str | None = None) -> None:
    """Take back the points that a thing has for something that holds no more (None: there is no such thing)."""
    if thing_id is not None:
        _counter(tx, thing_id, (kind,), WITHDRAWN, actor)


def take_back_hidden(tx: Transaction, thing_id: str) -> None:
    """A post is hidden: what it was given goes, until it is shown again."""
    _counter(tx, thing_id, (VOTED, ANSWERED), HIDDEN)


def give_back_shown(tx: Transaction, thing_id: str) -> None:
    """A post is shown again: what hiding took away comes back as it was, and no limit of the day counts."""
    for entries in points.of_thing(tx, thing_id, (VOTED, ANSWERED)):
        last = entries[-1]
        if last.why == HIDDEN:
            _follow(tx, Deed(*_names(last)), len(entries), -last.amount, last.rule, SHOWN, last.counts_at)


def settle_helped(
    tx: Transaction, article_id: str, topic_id: str, category_id: str | None, due: dict[str, int]
) -> None:
    """Let people have for an article what they are due by now: how many readers it helped, by person."""
    rules = points.rules(tx)
    worth = rules.kinds[HELPED].points
    for person, readers in sorted(due.items()):
        deed = Deed(HELPED, person, "", article_id, topic_id, category_id)
        standing, turn = points.entries(tx, deed)
        if amount := readers * worth - standing:
            _follow(tx, deed, turn, amount, rules.version, CHANGED if turn else "")


def score_imported(tx: Transaction, topic: Topic, added: Sequence[Reply]) -> None:
    """What was answered and accepted elsewhere scores at the time it was written, and no limit of a day holds."""
    for thing_id in points.things_in(tx, topic.id, ACCEPTED):
        if thing_id != topic.accepted_reply_id:
            take_back(tx, thing_id, ACCEPTED)
    if topic.kind != QUESTION:
        return
    rules, place = points.rules(tx), (topic.id, topic.category_id)
    deeds = [(Deed(ANSWERED, each.author_id, each.author_id, each.id, *place), each.written_at) for each in added]
    if topic.accepted_reply_id:
        reply = replies.at(tx, topic.accepted_reply_id)
        deed = Deed(ACCEPTED, reply.author_id, topic.accepted_by_id or topic.author_id, reply.id, *place)
        deeds.append((deed, reply.written_at))
    for deed, at in deeds:
        standing, turn = points.entries(tx, deed)
        worth = rules.kinds[deed.kind].points
        if standing <= 0 and worth and deed.person != topic.author_id:
            _follow(tx, deed, turn, worth, rules.version, "", at)


def _score(tx: Transaction, deed: Deed) -> None:
    tx.alone(f"points of {deed.actor}")  # two deeds at once would both be the last that counts today
    standing, turn = points.entries(tx, deed)
    if standing > 0:
        return
    rules = points.rules(tx)
    worth = rules.kinds[deed.kind].points
    if not worth:
        return
    if why := refusal(rules, deed, points.done(tx, deed)):
        points.add(tx, deed, turn, 0, rules.version, why)
    else:
        _follow(tx, deed, turn, worth, rules.version, "")


def _counter(tx: Transaction, thing_id: str, kinds: Sequence[str], why: str, actor: str | None = None) -> None:
    for entries in points.of_thing(tx, thing_id, kinds, actor):
        standing = sum(each.amount for each in entries)
        if standing > 0:
            last = entries[-1]
            _follow(tx, Deed(*_names(last)), len(entries), -standing, last.rule, why, last.counts_at)


def _names(row: object) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in Deed.__slots__)


def _follow(
    tx: Transaction, deed: Deed, turn: int, amount: int, rule: int, why: str, at: datetime | None = None
) -> None:
    """Write an entry that counts, and what follows from it."""
    points.add(tx, deed, turn, amount, rule, why, at)
    tallies.add(tx, deed.topic_id, deed.person, amount)
    standings.add(tx, deed.person, deed.kind, 1 if amount > 0 else -1)
    if amount > 0:
        _give_badges(tx, deed, told=at is None)


def _give_badges(tx: Transaction, deed: Deed, told: bool) -> None:
    """Give what is earned now; of what was done elsewhere, long ago, nobody is told."""
    standing = standings.find(tx, deed.person)
    has = standings.has(tx, deed.person)
    counts = {name: getattr(standing, name) for name in (ACCEPTED, VOTED)}
    if deed.kind == ANSWERED and any(each.measure == DAYS and each.id not in has for each in BY_ID.values()):
        counts[DAYS] = points.answering_days(tx, deed.person)
    for badge in earned(counts):
        if badge.id not in has:
            standings.give(tx, deed.person, badge.id)
            if told:
                tell_badge(tx, deed.person, badge, deed.topic_id)
