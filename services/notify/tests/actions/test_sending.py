"""Whether a mail leaves, decided from the copies at the moment of sending."""

from datetime import timedelta

import pytest

from notify.actions.links import UnsubscribeLinks
from notify.actions.sending import decider
from notify.store import preferences
from notify.store.tables import messages
from portalkit.deliveries import Deliverer
from portalkit.mail import MailRefused


class Post:
    """A mail server that does not answer the first `fails` times."""

    def __init__(self, fails=0, refuses=False):
        self.fails, self.refuses, self.ids = fails, refuses, []

    def send(self, mail, now):
        self.ids.append(mail.id)
        if self.refuses:
            raise MailRefused("no such mailbox")
        if len(self.ids) <= self.fails:
            raise OSError("connection refused")

    def close(self):
        pass


@pytest.fixture
def unsent(pumps):
    """A house where messages are made, but the mail loop stands still."""
    pumps.worker.apart = {}
    return pumps


def send(house, post=None, after=0.0):
    """Let the mail loop look once."""
    house.now += timedelta(seconds=after)
    decide = decider(UnsubscribeLinks("https://portal.example", "s"), "https://portal.example", "Saltmarsh")
    return Deliverer(house.database, post or house.mailbox, decide).run_due()


def ask(house, key="a1"):
    """Eve is in `a1`, and a question is asked there."""
    house.user("eve", "a1")
    house.topic("t1", audience_key=key)
    house.pulse()
    house.work()
    assert house.told() == [("eve", "topic-asked", "t1")]


def test_a_mail_about_something_for_an_audience_leaves_while_the_copies_are_fresh(unsent):
    ask(unsent)
    send(unsent)
    assert len(unsent.mails()) == 1
    assert unsent.states() == ["sent"]


def test_a_topic_narrowed_between_message_and_mail_is_not_sent(unsent):
    ask(unsent)
    unsent.topic("t1", "edited", audience_key="a2")
    unsent.work()
    send(unsent)
    assert unsent.mails() == []
    assert unsent.states() == ["dropped"]


def test_a_category_narrowed_between_message_and_mail_stops_the_mail(unsent):
    ask(unsent)
    unsent.category("pumps", "staff")
    unsent.work()
    send(unsent)
    assert unsent.mails() == []


def test_who_left_the_audience_between_message_and_mail_gets_none(unsent):
    ask(unsent)
    unsent.user("eve")
    unsent.work()
    send(unsent)
    assert unsent.mails() == []


def test_what_is_hidden_between_message_and_mail_is_not_sent(unsent):
    unsent.follow("ann", "topic", "t1")
    unsent.topic("t1")
    unsent.reply("r1")
    unsent.work()
    unsent.reply("r1", "hidden", state="hidden", body=None)
    unsent.topic("t1", "hidden", shown=False, title=None, body=None)
    unsent.work()
    send(unsent)
    assert unsent.mails() == []
    assert unsent.states() == ["dropped", "dropped"]


def test_who_stopped_following_or_said_no_or_was_suspended_meanwhile_gets_no_mail(unsent):
    for name in ("kim", "lee"):
        unsent.user(name)
        unsent.follow(name, "category", "pumps")
    unsent.topic("t1")
    unsent.work()
    unsent.follow("eve", "category", "pumps", following=False)
    unsent.user("kim", state="suspended", audiences=[])
    with unsent.database.transaction() as tx:
        preferences.refuse_mail(tx, "lee", "topic-asked")
    unsent.work()
    send(unsent)
    assert unsent.mails() == []
    assert unsent.states() == ["dropped"] * 3


def test_who_said_no_to_one_kind_still_gets_the_others(unsent):
    with unsent.database.transaction() as tx:
        preferences.refuse_mail(tx, "eve", "reply-posted")
    unsent.topic("t1")
    unsent.work()
    send(unsent)
    assert len(unsent.mails()) == 1


def test_a_mail_for_an_audience_waits_until_both_owners_have_given_a_sign_of_life(unsent):
    ask(unsent)
    send(unsent, after=61)
    assert unsent.mails() == []
    unsent.pulse("accounts")
    unsent.work()
    send(unsent, after=6)
    assert unsent.mails() == []
    unsent.pulse("community")
    unsent.work()
    send(unsent, after=6)
    assert len(unsent.mails()) == 1


def test_a_mail_about_what_everyone_may_see_does_not_wait(unsent):
    ask(unsent, "everyone")
    send(unsent, after=3600)
    assert len(unsent.mails()) == 1


def test_a_topic_for_everyone_in_a_category_for_some_waits(unsent):
    unsent.category("pumps", "members")
    ask(unsent, "everyone")
    send(unsent, after=61)
    assert unsent.mails() == []


def test_waiting_costs_no_attempts(unsent):
    ask(unsent)
    for _ in range(20):
        send(unsent, after=61)
    unsent.pulse()
    unsent.work()
    send(unsent, after=6)
    assert len(unsent.mails()) == 1


def test_a_sign_of_life_counts_for_nothing_while_an_older_fact_is_not_heeded(unsent):
    ask(unsent)
    narrowed = unsent.topic("t1", "edited", audience_key=7)  # breaks its contract and is parked
    unsent.pulse()
    unsent.work()
    send(unsent)
    assert unsent.mails() == []
    unsent.topic("t1", "edited", version=narrowed.version + 1, audience_key="a2")
    unsent.work()
    send(unsent, after=6)
    assert (unsent.mails(), unsent.states()) == ([], ["dropped"])


def test_what_could_not_be_sent_for_three_days_is_no_news_any_more(unsent):
    ask(unsent)
    send(unsent, after=3 * 86400 + 1)
    assert unsent.states() == ["dropped"]


def test_the_words_are_those_of_the_moment_of_sending(unsent):
    ask(unsent)
    unsent.topic("t1", "edited", title="Which quiet pump?")
    unsent.user("ann", name="Anna")
    unsent.work()
    send(unsent)
    assert unsent.mails()[0]["subject"] == "New question: Which quiet pump?"


def test_a_mail_server_that_does_not_answer_is_tried_again_with_the_same_message_id(unsent):
    unsent.topic("t1")
    unsent.work()
    post = Post(fails=2)
    send(unsent, post)
    assert unsent.states() == ["due"]
    send(unsent, post, after=6)
    send(unsent, post, after=31)
    send(unsent, post, after=3600)
    assert unsent.states() == ["sent"]
    assert len(post.ids) == 3
    assert len(set(post.ids)) == 1


def test_an_address_that_is_refused_is_not_tried_again(unsent):
    unsent.topic("t1")
    unsent.work()
    post = Post(refuses=True)
    send(unsent, post)
    send(unsent, post, after=3600)
    assert (len(post.ids), unsent.states()) == (1, ["failed"])


def test_a_message_that_is_gone_has_no_mail(unsent):
    unsent.topic("t1")
    unsent.work()
    with unsent.database.transaction() as tx:
        tx.execute(messages.delete())
    send(unsent)
    assert (unsent.mails(), unsent.states()) == ([], ["dropped"])
