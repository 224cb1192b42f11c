"""Tell people what happened: a message for each, and how its mail goes, once for each fact."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from notify.actions.channels import send_also
from notify.actions.planning import Planner
from notify.model.attention import NOW, Caps, Plan
from notify.model.copies import Category, Follow, Reply, Topic
from notify.model.message import (
    ANSWER_ACCEPTED,
    MENTIONED,
    NO_TOPIC,
    OF_NOTES,
    OF_NOTICES,
    REPLY_POSTED,
    TOPIC_ASKED,
    Candidate,
    Fact,
    Message,
    NotYet,
    receivers,
)
from notify.model.sending import delivery_id
from notify.model.telling import FIRST, FOLLOWED, PART, Telling
from notify.store import copies, messages, tellings
from portalkit.database import Transaction
from portalkit.deliveries import post_all
from portalkit.ids import new_id
from portalkit.viewer import STAFF

SOON = timedelta(seconds=1)  # when what another worker does at this moment is over


def tell_of_topic(tx: Transaction, caps: Caps, topic_id: str) -> None:
    """Tell those whom it names, and the followers of its category and tags, that somebody asked. Raises NotYet."""
    topic, category = readable(tx, topic_id)
    if topic.shown:
        _tell_named(tx, caps, topic, topic, category)
        fact = _of_post(TOPIC_ASKED, topic, topic, category)
        for kind, followed in (("category", category.id), *(("tag", tag) for tag in (topic.tags or "").split())):
            _tell_followers(tx, caps, Telling(TOPIC_ASKED, topic_id, kind, followed), fact, topic)


def tell_of_reply(tx: Transaction, caps: Caps, reply_id: str) -> None:
    """Tell those whom it names, and the followers of its topic, that somebody replied. Raises NotYet."""
    reply = copies.reply(tx, reply_id)
    if reply is None:
        raise NotYet(f"reply {reply_id}")
    topic, category = readable(tx, reply.topic_id)
    if topic.shown and reply.shown:
        _tell_named(tx, caps, reply, topic, category)
        fact = _of_post(REPLY_POSTED, reply, topic, category)
        _tell_followers(tx, caps, Telling(REPLY_POSTED, reply.id, "topic", topic.id), fact, reply)


def tell_on(tx: Transaction, caps: Caps, telling: Telling, begun: bool = True) -> None:
    """Tell the next of those who follow a thing; the others are told later. Raises NotYet.

    Nobody else is told once the post is hidden, and nobody whom it names: they are told of that.
    """
    if telling.act == FOLLOWED:
        _tell_late(tx, caps, telling, copies.follow(tx, telling.thing_id), begun)
        return
    fact, post = _posted(tx, telling)
    if fact:
        _tell_followers(tx, caps, telling, fact, post, begun)
    else:
        tellings.end(tx, telling)


def _tell_followers(
    tx: Transaction, caps: Caps, telling: Telling, fact: Fact, post: Topic | Reply | None, begun: bool = False
) -> None:
    if not tx.together(telling.line, wait=False):  # somebody begins to follow just now, and cannot be seen yet
        _wait(tx, telling, begun)
        return
    most = PART if begun else FIRST
    followers = messages.followers(tx, telling.kind, telling.followed_id, telling.after_id, most)
    _tell_unnamed(tx, caps, fact, post, followers)
    if len(followers) < most:
        if begun:
            tellings.end(tx, telling)
    elif begun:
        tellings.go_on(tx, telling, followers[-1].id)
    else:
        tellings.begin(tx, replace(telling, after_id=followers[-1].id))


def _wait(tx: Transaction, telling: Telling, begun: bool) -> None:
    """Do it later. To wait for the other worker here is to have it wait for this one, where each holds much."""
    if begun:
        tellings.put_off(tx, telling, tx.now + SOON)
    else:
        tellings.begin(tx, telling, tx.now + SOON)


def _tell_unnamed(
    tx: Transaction, caps: Caps, fact: Fact, post: Topic | Reply | None, followers: Iterable[Candidate]
) -> None:
    named = set((post.mentions or "").split()) if post else set()
    tell(tx, caps, fact, (each for each in followers if each.id not in named), (MENTIONED,))


def tell_late(tx: Transaction, caps: Caps, follow: Follow, fact_id: str) -> None:
    """Tell who follows a thing of what was posted there after the fact by which they began to, and arrived before it.

    Facts may arrive in another order than they were published in. Whoever has ended it since, and perhaps begun anew,
    is told by that. Of a post that cannot be read yet its own fact tells.
    """
    if copies.follow(tx, follow.id) == follow:
        telling = Telling(FOLLOWED, follow.id, follow.kind, follow.thing_id, fact_id)
        _tell_late(tx, caps, telling, follow, begun=False)


def _tell_late(tx: Transaction, caps: Caps, telling: Telling, follow: Follow | None, begun: bool) -> None:
    if follow and follow.following:
        if not tx.alone(telling.line, wait=False):  # of something that cannot be seen yet others are told just now
            _wait(tx, telling, begun)
            return
        for posted in tellings.since(tx, follow, telling.after_id):
            with suppress(NotYet):
                fact, post = _posted(tx, posted)
                if fact:
                    _tell_unnamed(tx, caps, fact, post, [messages.person(tx, follow.user_id)])
    if begun:
        tellings.end(tx, telling)


def tell_of_naming(tx: Transaction, caps: Caps, topic_id: str, reply_id: str | None) -> None:
    """Tell those whom a topic, or a reply in it, names now, each once. Raises NotYet."""
    post = copies.reply(tx, reply_id) if reply_id else copies.topic(tx, topic_id)
    if post is None:
        raise NotYet(f"reply {reply_id}, or topic {topic_id}")
    if post.mentions:
        _tell_named(tx, caps, post, *readable(tx, post.topic_id if isinstance(post, Reply) else post.id))


def _tell_named(tx: Transaction, caps: Caps, post: Topic | Reply, topic: Topic, category: Category) -> None:
    if post.mentions and topic.shown and post.shown:
        fact = _of_post(MENTIONED, post, topic, category)
        tell(tx, caps, fact, [messages.person(tx, id) for id in post.mentions.split()])


def tell_of_acceptance(tx: Transaction, caps: Caps, topic_id: str) -> None:
    """Tell the writer of a reply that it was accepted as the answer, if it still is. Raises NotYet."""
    topic, category = readable(tx, topic_id)
    if topic.shown and topic.accepted_reply_id and topic.accepted_author_id:
        keys = (topic.audience_key, category.audience_key)
        reply_id = topic.accepted_reply_id
        chooser = topic.accepted_by_id or topic.author_id  # an older fact does not say who chose
        fact = Fact(ANSWER_ACCEPTED, reply_id, topic.id, reply_id, chooser, keys)
        tell(tx, caps, fact, [messages.person(tx, topic.accepted_author_id)])


def tell_of_decision(tx: Transaction, caps: Caps, decision_id: str, act: str, moderator: str) -> None:
    """Tell who wrote a post what `moderator` decided about it. Raises NotYet."""
    decision = copies.decision(tx, decision_id)
    if decision is None:
        raise NotYet(f"decision {decision_id}")
    topic, category = readable(tx, decision.topic_id)
    reply_id = decision.thing_id if decision.kind == "reply" else None
    fact = Fact(act, decision.id, topic.id, reply_id, moderator, (topic.audience_key, category.audience_key))
    tell(tx, caps, fact, [messages.person(tx, decision.author_id)])


def tell_of_notice(tx: Transaction, caps: Caps, notice_id: str) -> None:
    """Tell the one whom a notice is for. One of a kind that is not known here tells nobody. Raises NotYet."""
    notice = copies.notice(tx, notice_id)
    if notice is None:
        raise NotYet(f"notice {notice_id}")
    if notice.act in OF_NOTICES:
        fact = Fact(notice.act, notice.id, NO_TOPIC, None, notice.actor_id, (notice.audience_key or STAFF,))
        tell(tx, caps, fact, [messages.person(tx, notice.person_id)])


def _posted(tx: Transaction, telling: Telling) -> tuple[Fact | None, Topic | Reply | None]:
    """What those are told who follow, unless it is hidden now; and the post it is about, if any. Raises NotYet."""
    reply = copies.reply(tx, telling.thing_id) if telling.act == REPLY_POSTED else None
    note = copies.note(tx, telling.thing_id) if telling.act in OF_NOTES else None
    topic, category = readable(tx, telling.followed_id if note else reply.topic_id if reply else telling.thing_id)
    post = reply or topic
    if not (topic.shown and post.shown):
        return None, None
    if note:
        return Fact(
            telling.act, note.id, topic.id, None, note.actor_id, (topic.audience_key, category.audience_key)
        ), None
    return _of_post(telling.act, post, topic, category), post


def _of_post(act: str, post: Topic | Reply, topic: Topic, category: Category) -> Fact:
    keys = (topic.audience_key, category.audience_key)
    return Fact(act, post.id, topic.id, post.id if isinstance(post, Reply) else None, post.author_id, keys)


def readable(tx: Transaction, topic_id: str) -> tuple[Topic, Category]:
    """A topic and its category. Raises NotYet."""
    topic = copies.topic(tx, topic_id)
    category = copies.category(tx, topic.category_id) if topic else None
    if topic is None or category is None:
        raise NotYet(f"topic {topic_id} or its category")
    return topic, category


def tell(
    tx: Transaction, caps: Caps, fact: Fact, candidates: Iterable[Candidate], instead: tuple[str, ...] = ()
) -> None:
    """Make a message for each who is to be told and was not yet, nor of one of the acts that stand `instead` of it."""
    persons = receivers(fact, candidates)
    if not persons:
        return
    planner = Planner(tx, fact.act, persons, caps)
    # After budgets are held: whoever told at the same time is done.
    told = messages.told(tx, (fact.act, *instead), fact.thing_id, persons)
    plans = {person: planner.plan(person) for person in persons if person not in told}
    made = [_made(tx, fact, person, plan) for person, plan in plans.items()]
    planner.spend(tx)
    messages.add(tx, made)
    send_also(tx, [(message, planner.places(message.person), plans[message.person].also_at) for message in made])
    mails = {message.delivery_id: message for message in made if message.delivery_id}
    due = {id: message.mail_at for id, message in mails.items() if message.mail_at}
    post_all(tx, fact.act, [(id, message.person, {"message": message.id}) for id, message in mails.items()], due)


def _made(tx: Transaction, fact: Fact, person: str, plan: Plan) -> Message:
    message = Message(
        id=new_id(),
        person=person,
        thing_id=fact.thing_id,
        act=fact.act,
        topic_id=fact.topic_id,
        reply_id=fact.reply_id,
        actor_id=fact.actor_id,
        created_at=tx.now,
        mail=plan.mail,
        why=plan.why,
        nth=plan.nth,
        mail_at=plan.at,
        hidden=not plan.portal,
    )
    return replace(message, delivery_id=delivery_id(message)) if plan.mail == NOW else message
