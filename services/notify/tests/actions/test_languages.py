"""Everybody is written to in the language that their account has at that moment."""

from notify.store import preferences

DAY = 86400


def by_receiver(house):
    return {mail["to"].partition("@")[0]: mail for mail in house.mails()}


def test_the_same_question_comes_to_each_follower_in_their_own_language(pumps):
    for id, locale in (("eve", "de"), ("ida", "en")):
        pumps.user(id, locale=locale)
        pumps.follow(id, "category", "pumps")
    pumps.topic("t1", title="Which pump?")
    pumps.work()
    assert {id: mail["subject"] for id, mail in by_receiver(pumps).items()} == {
        "eve": "Neue Frage: Which pump?",
        "ida": "New question: Which pump?",
    }
    assert "Sie bekommen diese E-Mail, weil Sie der Kategorie „" in by_receiver(pumps)["eve"]["text"]
    assert "You get this mail because you follow the category “" in by_receiver(pumps)["ida"]["text"]


def test_a_digest_speaks_what_its_person_reads_in_when_it_leaves(pumps):
    with pumps.database.transaction() as tx:
        preferences.choose_mail(tx, "eve", "topic-asked", "daily")
    pumps.topic("t1", title="Which pump?")
    pumps.work()
    pumps.user("eve", locale="de-AT")
    pumps.later(DAY)
    assert by_receiver(pumps)["eve"]["subject"] == "Ihre Zusammenfassung: Neue Frage: Which pump?"
